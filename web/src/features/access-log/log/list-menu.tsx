import { getRouteApi, Link } from '@tanstack/react-router';
import { useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Menu, MenuAct } from '../../../ui/menu.tsx';
import { keptOf, type LogAddress, type Panel } from './address.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/access-log');
const order = ['export', 'count', 'columns', 'save'] as const satisfies readonly Panel[];

/** What can be done with the whole list (requirements R3.57). */
export function ListMenu({ address }: { readonly address: LogAddress }) {
  const t = useTexts(messages);
  const navigate = route.useNavigate();
  const { chart, ...kept } = keptOf(address);
  const go = (search: LogAddress) => void navigate({ search, resetScroll: false });
  return (
    <Menu label={t.list} face={looks.plain}>
      {(close) => (
        <>
          {order.map((panel) => (
            <MenuAct key={panel} close={close} onAct={() => go({ ...address, panel })}>
              {t.acts[panel]}
            </MenuAct>
          ))}
          <MenuAct close={close} onAct={() => go(chart === undefined ? { ...address, chart: 'shown' } : kept)}>
            {chart === undefined ? t.acts.showChart : t.acts.hideChart}
          </MenuAct>
          <Link to="/access-log/searches" role="menuitem" tabIndex={-1} onClick={close}>
            {t.acts.manage}
          </Link>
          <Link to="/access-log" search={{}} role="menuitem" tabIndex={-1} onClick={close}>
            {t.acts.fresh}
          </Link>
        </>
      )}
    </Menu>
  );
}
