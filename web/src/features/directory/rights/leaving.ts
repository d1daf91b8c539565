import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { controlId } from '../../../ui/field.tsx';

const route = getRouteApi('/users/$id/roles');

/** Leaves a form as it was before. */
export function useLeave(): (letGo: () => void) => void {
  const navigate = route.useNavigate();
  return (letGo) => {
    letGo();
    void navigate({ search: {}, replace: true, resetScroll: false });
  };
}

/** The first field takes focus when its form opens. */
export function useFocusOn(field: string): void {
  useEffect(() => document.getElementById(controlId(field))?.focus(), [field]);
}
