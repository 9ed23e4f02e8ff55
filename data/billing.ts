import { addDays, dayOf, daysBetween, dutchOffset, firstPaymentDay, lastDay, midnight, withOffset } from './days.ts';
import { type Random, random } from './random.ts';

interface Plan {
  readonly plan_id: string;
  readonly name: string;
  readonly audience: string;
  readonly features: readonly string[];
  readonly prices: readonly { readonly currency: string; readonly monthly: number; readonly valid_from: string }[];
  readonly retired_on: string | null;
}

const price = (currency: string, monthly: number, valid_from: string) => ({ currency, monthly, valid_from });

export const plans: readonly Plan[] = [
  {
    plan_id: 'starter',
    name: 'Starter',
    audience: 'freelancers',
    features: ['search', 'alerts'],
    prices: [price('EUR', 19, '2024-01-01'), price('EUR', 24, '2025-11-01'), price('GBP', 18, '2024-01-01')],
    retired_on: null,
  },
  {
    plan_id: 'pro',
    name: 'Pro – für Betriebe',
    audience: 'small businesses',
    features: ['search', 'alerts', 'deadlines', 'grant-writer'],
    prices: [price('EUR', 99, '2024-01-01'), price('GBP', 89, '2024-01-01')],
    retired_on: null,
  },
  {
    plan_id: 'adviser',
    name: 'Adviser "Plus", teams',
    audience: 'advisers',
    features: ['search', 'alerts', 'deadlines', 'grant-writer', 'clients'],
    prices: [price('EUR', 1049, '2024-01-01'), price('EUR', 1099.5, '2026-03-01')],
    retired_on: null,
  },
  {
    plan_id: 'trial-2024',
    name: 'Trial 🎁',
    audience: 'freelancers',
    features: [],
    prices: [],
    retired_on: '2024-12-31',
  },
];

/** Euros a month that a customer pays on a day. */
export function priceOf(planId: string, day: string): number {
  const valid = plans
    .find((plan) => plan.plan_id === planId)
    ?.prices.filter((entry) => entry.currency === 'EUR' && entry.valid_from <= day);
  return valid?.at(-1)?.monthly ?? 0;
}

export interface Payment {
  readonly id: string;
  readonly customer: Customer;
  readonly planId: string;
  readonly createdAt: number;
  /** Amount in euros. */
  readonly amount: number;
  readonly changes: readonly { readonly status: string; readonly at: number }[];
  /** The customer's first payment; the web shop measured it as a purchase. */
  readonly isFirst: boolean;
}

interface Customer {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly country: string | null;
  readonly provider: 'stripe' | 'adyen' | 'invoice';
}

const names = [
  'Zoë van der Berg',
  'José Núñez',
  'Jose\u0301 Garci\u0301a', // accents as combining characters
  'Łukasz Żółty',
  'Müller & Söhne GmbH',
  "Siân O'Brien",
  '"De Groene Kas", tuinders',
  'Bakkerij Knusperhäuschen 🥨',
  'François Lefèvre',
  'Smith, Jones and Partners',
  '  Anna Jansen ',
  'Ödön Őri',
  'M\u00c3\u00bcller', // an older system's reading of "Müller"
  'Noor Haddad',
  'Emma Claes',
];
const countries: readonly (readonly [string | null, number])[] = [
  ['NL', 50],
  ['nl', 3],
  ['BE', 14],
  ['DE', 16],
  ['AT', 4],
  ['FR', 7],
  ['UK', 4],
  ['GB', 2],
  ['', 1],
  [null, 1],
];

function customer(number: number): Customer {
  const chance = random(`customer ${number}`);
  const id = `C${String(number).padStart(5, '0')}`;
  return {
    id,
    name: chance.pick(names),
    email: chance.chance(0.03) ? null : `${chance.chance(0.1) ? 'Info' : 'mail'}.${number}@customer${number}.example`,
    country: chance.weighted(countries),
    provider: chance.weighted([
      ['stripe', 5],
      ['adyen', 4],
      ['invoice', 2],
    ]),
  };
}

/** All payments of the sample, whatever had arrived by when: each customer signs up once and pays every month. */
export function payments(): readonly Payment[] {
  return daysBetween(firstPaymentDay, lastDay).flatMap((day) => {
    const chance = random(`signups ${day}`);
    const count = chance.whole(1, 4);
    return Array.from({ length: count }, (_, index) => paymentsOf(customer(signupNumber(day, index)), day)).flat();
  });
}

function signupNumber(day: string, index: number): number {
  return ((midnight(day) - midnight(firstPaymentDay)) / 86_400_000) * 4 + index + 1;
}

function paymentsOf(who: Customer, signupDay: string): readonly Payment[] {
  const chance = random(`payments ${who.id}`);
  const planId = chance.weighted([
    ['starter', 6],
    ['pro', 4],
    ['adviser', 1],
  ]);
  const found: Payment[] = [];
  for (let day = signupDay; day <= lastDay; day = addDays(day, 30)) {
    const createdAt = midnight(day) + chance.whole(6 * 3600, 23 * 3600) * 1000;
    const isFirst = day === signupDay;
    found.push({
      id: `T${who.id.slice(1)}-${found.length + 1}`,
      customer: who,
      planId,
      createdAt,
      amount: priceOf(planId, day),
      changes: changesOf(chance, createdAt, isFirst),
      isFirst,
    });
    if (chance.chance(0.12)) break;
  }
  return found;
}

function changesOf(chance: Random, createdAt: number, isFirst: boolean): Payment['changes'] {
  const changes = [{ status: 'pending', at: createdAt }];
  const settledAt = createdAt + chance.whole(60, 40 * 3600) * 1000;
  if (!isFirst && chance.chance(0.06)) return [...changes, { status: 'failed', at: settledAt }];
  changes.push({ status: 'paid', at: settledAt });
  if (chance.chance(0.05)) changes.push({ status: 'refunded', at: settledAt + chance.whole(1, 20 * 24 * 3600) * 1000 });
  return changes;
}

/** The export as it stood on the evening of `until`: one row for each payment and day on which it changed. */
export function transactionsCsv(all: readonly Payment[], until: string): string {
  const rows = all.flatMap((payment) => {
    const latestOfDay = new Map(payment.changes.map((change) => [dayOf(change.at), change]));
    return [...latestOfDay].filter(([day]) => day <= until).map(([, change]) => ({ payment, change }));
  });
  rows.sort((a, b) => a.change.at - b.change.at || (a.payment.id < b.payment.id ? -1 : 1));
  const lines = rows.flatMap(({ payment, change }) => {
    const line = transactionLine(payment, change).map(csvField).join(',');
    return random(`twice ${payment.id} ${change.status}`).chance(0.01) ? [line, line] : [line];
  });
  const header =
    'transaction_id,customer_id,customer_name,email,country,plan_id,provider,amount,status,created_at,updated_at,note';
  return `${[header, ...lines].join('\r\n')}\r\n`;
}

function transactionLine(payment: Payment, change: Payment['changes'][number]): readonly (string | null)[] {
  const { customer: who } = payment;
  const isBritish = who.country === 'UK' || who.country === 'GB';
  const time = (ms: number): string =>
    isBritish ? new Date(ms).toISOString().replace('.000Z', 'Z') : withOffset(ms, dutchOffset(ms));
  const chance = random(`note ${payment.id}`);
  const note = chance.weighted<string | null>([
    [null, 40],
    ['paid by "SEPA", 2nd try', 1],
    ['Rechnung fehlt\nbitte nachreichen', 1],
    ['❤️ dank u wel', 1],
  ]);
  const amount = change.status === 'failed' ? (chance.chance(0.5) ? 'n/a' : null) : amountText(payment);
  return [
    payment.id,
    who.id,
    who.name,
    who.email,
    who.country,
    payment.planId,
    who.provider,
    amount,
    change.status,
    time(payment.createdAt),
    time(change.at),
    note,
  ];
}

/** Each provider writes amounts in its own way. */
function amountText(payment: Payment): string {
  const english = payment.amount.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
  const dutch = english.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));
  switch (payment.customer.provider) {
    case 'stripe':
      return `${english} EUR`;
    case 'adyen':
      return `€ ${dutch}`;
    case 'invoice':
      return `${dutch.replace('.', '\u00a0')} €`;
  }
}

/** NULL is nothing at all, an empty text is "". */
export function csvField(value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = String(value);
  return text === '' || /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}
