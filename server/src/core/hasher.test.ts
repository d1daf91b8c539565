import { argon2Sync } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { argon2Hasher, BEHIND_ALL, FairQueue, type Place } from './hasher.ts';
import { Refusal } from './refusal.ts';

const unknown = (address: string): Place => ({ address, known: false });
const known = (address: string): Place => ({ address, known: true });

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A queue whose hashes end when the test says so; `order` tells who got in. */
function crowd(limits: { slots?: number; capacity?: number; perAddress?: number } = {}) {
  const queue = new FairQueue({ slots: 1, capacity: 8, perAddress: 4, ...limits });
  const order: string[] = [];
  const under = new Map<string, () => void>();
  const ends = new Map<string, Promise<unknown>>();
  const come = (name: string, place: Place): Promise<unknown> => {
    const end = queue
      .run(place, () => {
        order.push(name);
        return new Promise<void>((resolve) => under.set(name, resolve));
      })
      .catch((fault: unknown) => (fault instanceof Refusal ? `refused, again in ${String(fault.data.retryAfter)}` : fault));
    ends.set(name, end);
    return end;
  };
  const end = async (name: string) => {
    await settled();
    under.get(name)?.();
    under.delete(name);
    await ends.get(name);
    await settled();
  };
  const endAll = async () => {
    await settled();
    for (let [first] = under.keys(); first !== undefined; [first] = under.keys()) await end(first);
  };
  return { queue, order, come, end, endAll };
}

test('D4 an address has one hash under way, however many places are free', async () => {
  const { queue, order, come, endAll } = crowd({ slots: 3 });
  const flood = ['a1', 'a2', 'a3'].map((name) => come(name, unknown('192.0.2.1')));

  void come('b1', unknown('192.0.2.2'));

  await settled();
  expect(order).toEqual(['a1', 'b1']);
  expect(queue.load).toEqual({ running: 2, waiting: 2 });
  await endAll();
  await Promise.all(flood);
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
});

test('D4 somebody who comes after a long line of another address waits for one of it, not for all', async () => {
  const { order, come, endAll } = crowd();
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) void come(name, unknown('192.0.2.1'));

  void come('b1', unknown('192.0.2.2'));
  void come('b2', unknown('192.0.2.2'));

  await endAll();
  expect(order).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4', 'a5']);
});

test('R1.55 first passwords are hashed when nobody waits at the door, whoever came when', async () => {
  const { order, come, endAll } = crowd();
  for (const name of ['first', 'second', 'third']) void come(name, BEHIND_ALL);
  void come('stranger', unknown('192.0.2.1'));
  void come('clerk', known('192.0.2.2'));
  void come('stranger again', unknown('192.0.2.1'));

  await endAll();

  expect(order).toEqual(['first', 'clerk', 'stranger', 'stranger again', 'second', 'third']);
});

test('R1.55 in a full queue first passwords give way to anybody at the door, and push nobody out', async () => {
  const { order, come, endAll } = crowd({ capacity: 2 });
  void come('under way', unknown('192.0.2.1'));
  const waiting = come('first password', BEHIND_ALL);
  void come('stranger', unknown('192.0.2.2'));

  void come('another', unknown('192.0.2.3'));

  expect(await waiting).toBe('refused, again in 5');
  expect(await come('second password', BEHIND_ALL)).toBe('refused, again in 5');
  await endAll();
  expect(order).toEqual(['under way', 'stranger', 'another']);
});

test('D4 whoever keeps knocking never starves somebody who knocks once', async () => {
  const { order, come, end } = crowd();
  void come('a1', unknown('192.0.2.1'));
  void come('a2', unknown('192.0.2.1'));
  void come('b', unknown('192.0.2.2'));

  for (let n = 1; !order.includes('b'); n += 1) {
    void come(`a${n + 2}`, unknown('192.0.2.1'));
    await end(`a${n}`);
    expect(n).toBeLessThan(4);
  }

  expect(order.indexOf('b')).toBeLessThanOrEqual(2);
});

test('D4 known browsers go first, each with one hash at a time', async () => {
  const { order, come, endAll } = crowd();
  void come('a1', unknown('192.0.2.1'));
  void come('a2', unknown('192.0.2.1'));
  void come('k1', known('browser-1'));
  void come('k2', known('browser-1'));
  void come('m1', known('browser-2'));

  await endAll();

  expect(order).toEqual(['a1', 'k1', 'm1', 'k2', 'a2']);
});

test('D4 a line has an end: beyond it the answer is busy, and other addresses still get in', async () => {
  const { queue, order, come, endAll } = crowd({ perAddress: 2 });
  void come('a1', unknown('192.0.2.1'));
  void come('a2', unknown('192.0.2.1'));
  void come('a3', unknown('192.0.2.1'));

  expect(() => queue.refuseIfCrowded(unknown('192.0.2.1'))).toThrow('server.busy');
  expect(await come('a4', unknown('192.0.2.1'))).toBe('refused, again in 2');
  expect(() => queue.refuseIfCrowded(unknown('192.0.2.2'))).not.toThrow();
  void come('b1', unknown('192.0.2.2'));

  await endAll();
  expect(order).toEqual(['a1', 'a2', 'b1', 'a3']);
});

test('D4 a full queue refuses the newcomer whose turn is not sooner than anybody else', async () => {
  const { queue, come, endAll } = crowd({ capacity: 2 });
  void come('a1', unknown('192.0.2.1'));
  void come('b1', unknown('192.0.2.2'));
  void come('c1', unknown('192.0.2.3'));

  expect(() => queue.refuseIfCrowded(unknown('192.0.2.4'))).toThrow('server.busy');
  expect(await come('d1', unknown('192.0.2.4'))).toBe('refused, again in 5');
  await endAll();
});

test('D4 a queue filled by one address makes room for another, and the last of the long line is told to come back', async () => {
  const { order, come, endAll } = crowd({ capacity: 3 });
  const flood = ['a1', 'a2', 'a3', 'a4'].map((name) => come(name, unknown('192.0.2.1')));

  void come('b1', unknown('192.0.2.2'));

  expect(await flood[3]).toBe('refused, again in 5');
  await endAll();
  expect(order).toEqual(['a1', 'a2', 'b1', 'a3']);
});

test('D4 a known browser displaces an unknown one from a full queue, and never another known one', async () => {
  const { order, come, endAll } = crowd({ capacity: 2 });
  void come('a1', unknown('192.0.2.1'));
  const displaced = come('b1', unknown('192.0.2.2'));
  void come('k1', known('browser-1'));
  void come('k2', known('browser-2'));

  expect(await displaced).toBe('refused, again in 5');
  expect(await come('k3', known('browser-3'))).toBe('refused, again in 5');
  await endAll();
  expect(order).toEqual(['a1', 'k1', 'k2']);
});

test('a hash that fails gives its place back', async () => {
  const { queue, order, come, endAll } = crowd();
  const fault = new Error('no memory');

  await expect(queue.run(unknown('192.0.2.1'), () => Promise.reject(fault))).rejects.toBe(fault);
  await expect(
    queue.run(unknown('192.0.2.1'), () => {
      throw fault;
    }),
  ).rejects.toBe(fault);

  expect(queue.load).toEqual({ running: 0, waiting: 0 });
  void come('a1', unknown('192.0.2.1'));
  await endAll();
  expect(order).toEqual(['a1']);
});

test('after a thousand people, displaced, refused, failed and served, nothing is left over', async () => {
  const queue = new FairQueue({ slots: 2, capacity: 10, perAddress: 3 });
  let most = 0;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 1_000 }, async (_, n) => {
      for (let turn = 0; turn < n % 7; turn += 1) await settled();
      return queue.run({ address: `192.0.2.${n % 13}`, known: n % 5 === 0 }, async () => {
        most = Math.max(most, queue.load.running);
        await settled();
        if (n % 3 === 0) throw new Error('failed');
      });
    }),
  );

  expect(queue.load).toEqual({ running: 0, waiting: 0 });
  expect(most).toBe(2);
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  for (let n = 0; n < 13; n += 1) expect(await queue.run(unknown(`192.0.2.${n}`), async () => 'served')).toBe('served');
});

/** The parts of a hash in the PHC string format, read by the test itself. */
function readPhc(text: string) {
  const [, memory = '', passes = '', lanes = '', salt = '', tag = ''] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(text) ?? [];
  return {
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

const again = (password: string, { memory, passes, lanes, salt, tag }: ReturnType<typeof readPhc>): string =>
  argon2Sync('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    parallelism: lanes,
    tagLength: tag.length,
    memory,
    passes,
  }).toString('hex');

test('as many hashes run at once as there are cores, 512 wait, 16 of one address, and whoever comes after is told to come back', async () => {
  const hasher = await argon2Hasher({ memory: 8, passes: 1, lanes: 1 });
  const cores = availableParallelism();
  const from = (address: string) => hasher.decoy('Autunno-2026', unknown(address));
  const refused = { code: 'server.busy' };

  const line = Array.from({ length: 17 }, () => from('192.0.2.1'));
  await expect(from('192.0.2.1')).rejects.toMatchObject(refused);
  await Promise.all(line);
  const crowd = Array.from({ length: cores + 512 }, (_, number) => from(`2001:db8:0:${number.toString(16)}::/64`));
  expect(hasher.load).toEqual({ running: cores, waiting: 512 });
  await expect(from('192.0.2.2')).rejects.toMatchObject(refused);
  await Promise.all(crowd);

  expect(hasher.load).toEqual({ running: 0, waiting: 0 });
});

test('R1.8 D7 a hash is Argon2id of 19 MiB, two passes, one lane, with 128 bits of salt, as another implementation computes it', async () => {
  const hasher = await argon2Hasher();
  const password = 'Però–ﬁne 26';

  const parts = readPhc(await hasher.hash(password));

  expect(parts).toMatchObject({ memory: 19_456, passes: 2, lanes: 1 });
  expect(parts.salt.length).toBe(16);
  expect(parts.tag.length).toBe(32);
  expect(again(password, parts)).toBe(parts.tag.toString('hex'));
  expect(readPhc(await hasher.hash(password)).salt.equals(parts.salt)).toBe(false);
});

test('D7 a hash made by another implementation opens with its password and with no other', async () => {
  const hasher = await argon2Hasher();
  const salt = Buffer.from('0123456789abcdef');
  const parts = { memory: 19_456, passes: 2, lanes: 1, salt, tag: Buffer.alloc(32) };
  const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  const stored = `$argon2id$v=19$m=19456,t=2,p=1$${base64(salt)}$${base64(Buffer.from(again('Autunno-2026', parts), 'hex'))}`;

  expect(await hasher.matches('Autunno-2026', stored)).toBe(true);
  expect(await hasher.matches('autunno-2026', stored)).toBe(false);
  expect(await hasher.matches('Autunno-2026 ', stored)).toBe(false);
  expect(await hasher.decoy('Autunno-2026')).toBe(false);
});

test('D7 the same text composed in another way is the same password', async () => {
  const hasher = await argon2Hasher();
  const stored = await hasher.hash('Citta\u0300-2026');

  expect(await hasher.matches('Città-2026', stored)).toBe(true);
  expect(await hasher.matches('Citta-2026', stored)).toBe(false);
});

test('a hash is outdated when today asks for more work, and never because today asks for less', async () => {
  const [weak, strong] = [
    await argon2Hasher({ memory: 8_192, passes: 1, lanes: 1 }),
    await argon2Hasher({ memory: 8_192, passes: 2, lanes: 1 }),
  ];
  const [old, fresh] = [await weak.hash('Autunno-2026'), await strong.hash('Autunno-2026')];

  expect(strong.isOutdated(old)).toBe(true);
  expect(strong.isOutdated(fresh)).toBe(false);
  expect(weak.isOutdated(fresh)).toBe(false);
  expect(await strong.matches('Autunno-2026', old)).toBe(true);
  expect(strong.isOutdated('a text that is no hash')).toBe(true);
});

test('D7 a decoy costs as much as the hashes it imitates, whatever today asks for', async () => {
  const hasher = await argon2Hasher({ memory: 8_192, passes: 1, lanes: 1 });
  const timeOf = async (like?: string) => {
    const since = performance.now();
    await hasher.decoy('Autunno-2026', unknown('192.0.2.1'), like);
    return performance.now() - since;
  };
  let [today, strong] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];

  // The quickest of each: whatever else the machine does can only make one slower, and two that cost the same never part so far.
  for (let rounds = 0; rounds < 200 && !(rounds >= 5 && strong / today > 4); rounds += 1) {
    today = Math.min(today, await timeOf());
    strong = Math.min(strong, await timeOf('$argon2id$v=19$m=8192,t=12,p=1'));
  }

  expect(strong / today).toBeGreaterThan(4);
  expect(await hasher.decoy('Autunno-2026', unknown('192.0.2.1'), 'no parameters')).toBe(false);
});
