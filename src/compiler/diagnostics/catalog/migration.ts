import { define } from '../define.ts';

interface Said {
  /** As the author wrote it. */
  what: string;
  why: string;
}

const said = ({ what, why }: Said): string => `${what}: ${why}`;

/** BF45: translation of other warehouses' SQL. */
export const migration = {
  BF4501: define<Said>('error', said),
  BF4502: define<Said>('warning', said),
  BF4503: define<Said>('note', said),
  BF4504: define<{ path: string; reason: string }>('error', (a) => `${a.path} was not read: ${a.reason}`),
  BF4505: define<{ path: string; reason: string }>('error', (a) => `${a.path} was not written: ${a.reason}`),
  BF4506: define<{ name: string; first: string }>(
    'warning',
    (a) => `${a.name} is made by more than one statement; its SQLX holds the first one (${a.first}).`,
  ),
} as const;
