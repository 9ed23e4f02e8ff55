import fc from 'fast-check';
import type { Overrides } from '../../support/oracle.ts';
import { rarely } from './scope.ts';

const some: fc.Arbitrary<Overrides> = fc.record(
  {
    defaultDatabase: fc.constantFrom('elsewhere', 'acme-ref'),
    defaultSchema: fc.constantFrom('other', 'staging'),
    defaultLocation: fc.constant('EU'),
    assertionSchema: fc.constant('tests'),
    databaseSuffix: fc.constant('dbx'),
    schemaSuffix: fc.constantFrom('me', 'S_1'),
    tablePrefix: fc.constant('tp'),
    disableAssertions: fc.constant(true),
    defaultReservation: fc.constant('projects/p/locations/us/reservations/flag'),
    vars: fc.constantFrom({ env: 'dev' }, { env: 'a b', extra: 'ä' }),
  },
  { requiredKeys: [] },
);

/** Dataform's project flags; mostly none. */
export const overrides: fc.Arbitrary<Overrides> = rarely(5, fc.constant({}), some);
