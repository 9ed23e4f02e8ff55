import { type Payment, plans, priceOf } from './billing.ts';
import { addDays, dayOf, daysBetween, firstWebDay, lastDay, midnight } from './days.ts';
import { type Random, random } from './random.ts';
import { host, pages, shardOf } from './web.ts';

interface Event {
  /** Day in the property's time zone (one hour ahead of UTC all through the sample). */
  readonly day: string;
  /** Day on which the event had arrived in the export. */
  readonly arrived: string;
  readonly row: Readonly<Record<string, unknown>>;
}

interface Visit {
  readonly key: string;
  readonly startedAt: number;
  readonly purchase: Payment | undefined;
}

/** From this day the export has the column `collected_traffic_source`. */
const newColumnSince = '2026-02-10';

/** The day tables of the GA4 export as they stood on the evening of `until`: table suffix -> newline-delimited JSON. */
export function eventShards(payments: readonly Payment[], until: string): ReadonlyMap<string, string> {
  const days = daysBetween(firstWebDay, until < lastDay ? until : lastDay);
  const shards = new Map<string, string[]>(days.map((day) => [shardOf(day), []]));
  for (const event of allEvents(payments)) {
    if (event.arrived > until) continue;
    shards.get(shardOf(event.day))?.push(`${JSON.stringify(event.row)}\n`);
  }
  return new Map([...shards].map(([suffix, lines]) => [suffix, lines.join('')]));
}

function allEvents(payments: readonly Payment[]): readonly Event[] {
  return daysBetween(firstWebDay, lastDay).flatMap((day) => {
    const chance = random(`visits ${day}`);
    const browsing: Visit[] = Array.from({ length: chance.whole(34, 62) }, (_, index) => ({
      key: `${day} ${index}`,
      startedAt: midnight(day) + chance.whole(5 * 3600, 24 * 3600 - 3601) * 1000,
      purchase: undefined,
    }));
    // One purchase in twelve goes unseen, because the customer blocks measurement.
    const buying = payments
      .filter((payment) => payment.isFirst && dayOf(payment.createdAt) === day)
      .filter((payment) => !random(`blocked ${payment.id}`).chance(1 / 12))
      .map((payment): Visit => ({ key: payment.id, startedAt: payment.createdAt - 300_000, purchase: payment }));
    return [...browsing, ...buying].flatMap(eventsOf);
  });
}

interface Visitor {
  readonly pseudoId: string | null;
  readonly isNew: boolean;
  readonly device: unknown;
  readonly geo: unknown;
  readonly medium: string;
  readonly source: string;
}

function visitorOf(chance: Random): Visitor {
  const number = chance.whole(1, 700);
  const own = random(`visitor ${number}`);
  const category = own.weighted([
    ['mobile', 5],
    ['desktop', 4],
    ['tablet', 1],
  ]);
  const [source, medium] = chance.weighted([
    [['google', 'cpc'], 22],
    [['linkedin', 'paid_social'], 9],
    [['google', 'organic'], 28],
    [['newsletter', 'Email'], 6],
    [['gemeente.example', 'referral'], 6],
    [['(direct)', '(none)'], 20],
  ]);
  return {
    pseudoId: chance.chance(0.03) ? null : `${1_000_000 + number * 977}.${1_760_000_000 + number * 1_013}`,
    isNew: chance.chance(0.4),
    device: {
      category,
      language: own.pick(['nl-nl', 'de-de', 'en-gb']),
      web_info: { browser: own.pick(['Chrome', 'Safari', 'Firefox']) },
    },
    geo: own.pick([
      { country: 'Netherlands', region: 'Noord-Brabant', city: "'s-Hertogenbosch" },
      { country: 'Germany', region: 'Nordrhein-Westfalen', city: 'Köln' },
      { country: 'Belgium', region: 'Liège', city: 'Liège' },
      { country: 'France', region: 'Île-de-France', city: '' },
    ]),
    medium,
    source,
  };
}

/** One visit: pages, perhaps a plan looked at, perhaps a purchase. Late arrivals and duplicates included. */
function eventsOf(visit: Visit): readonly Event[] {
  const chance = random(`visit ${visit.key}`);
  const visitor = visitorOf(chance);
  const sessionId = Math.floor(visit.startedAt / 1000);
  const landing = chance.weighted(pages.map((page) => [page.path, page.weight] as const));
  const steps: { name: string; path: string; items: unknown[] }[] = [];
  const step = (name: string, path: string, items: unknown[] = []): void => void steps.push({ name, path, items });
  if (visitor.isNew) step('first_visit', landing);
  step('session_start', landing);
  step('page_view', landing);
  for (let more = chance.whole(0, 2); more > 0; more--) step('page_view', chance.pick(pages).path);
  if (visit.purchase || chance.chance(0.22)) step('view_item', '/Plans/', itemsSeen(chance, visit));
  if (visit.purchase || chance.chance(0.05)) step('begin_checkout', '/checkout', itemsBought(chance, visit));
  if (visit.purchase) step('purchase', '/checkout/thank-you', itemsBought(chance, visit));

  let at = visit.startedAt * 1000;
  return steps.flatMap(({ name, path, items }, index) => {
    if (index > 1) at += chance.whole(2_000_000, 90_000_000);
    const row = eventRow({
      visit,
      visitor,
      sessionId,
      name,
      path,
      items,
      at,
      bundle: index + 1,
      engaged: chance.whole(0, 40_000),
    });
    const day = dayOf(at / 1000 + 3_600_000);
    const arrived = addDays(
      day,
      chance.weighted([
        [0, 95],
        [1, 3],
        [2, 2],
      ] as const),
    );
    const event = { day, arrived, row };
    return chance.chance(0.008) ? [event, event] : [event];
  });
}

interface Measured {
  readonly visit: Visit;
  readonly visitor: Visitor;
  readonly sessionId: number;
  readonly name: string;
  readonly path: string;
  readonly items: unknown[];
  /** Microseconds since the epoch. */
  readonly at: number;
  readonly bundle: number;
  /** Milliseconds. */
  readonly engaged: number;
}

/** A row as BigQuery exports it to JSON: whole numbers are texts, absent values are left out. */
function eventRow(event: Measured): Readonly<Record<string, unknown>> {
  const { visitor, visit } = event;
  const day = dayOf(event.at / 1000 + 3_600_000);
  const buys = event.name === 'purchase' ? visit.purchase : undefined;
  const params = [
    { key: 'ga_session_id', value: { int_value: String(event.sessionId) } },
    { key: 'page_location', value: { string_value: host + event.path } },
    { key: 'page_title', value: { string_value: 'Subsidy Finder – “Geld für Ihr Vorhaben”, snel & zeker 💶' } },
    { key: 'session_engaged', value: { string_value: '1' } },
    ...(event.name === 'page_view'
      ? [{ key: 'engagement_time_msec', value: { int_value: String(event.engaged) } }]
      : []),
    ...(buys
      ? [
          { key: 'value', value: { double_value: buys.amount } },
          { key: 'currency', value: { string_value: 'EUR' } },
        ]
      : []),
  ];
  return {
    event_date: shardOf(day),
    event_timestamp: String(event.at),
    event_name: event.name,
    event_params: params,
    event_bundle_sequence_id: String(event.bundle),
    ...(visit.purchase && event.name === 'purchase' ? { user_id: visit.purchase.customer.id } : {}),
    ...(visitor.pseudoId === null ? {} : { user_pseudo_id: visitor.pseudoId }),
    device: visitor.device,
    geo: visitor.geo,
    traffic_source: { name: '(not set)', medium: visitor.medium, source: visitor.source },
    ...(day >= newColumnSince && visitor.medium !== '(none)' ? { collected_traffic_source: collected(visitor) } : {}),
    ...(buys
      ? { ecommerce: { transaction_id: buys.id, purchase_revenue: buys.amount, total_item_quantity: '1' } }
      : {}),
    items: event.items,
  };
}

function collected(visitor: Visitor): unknown {
  if (visitor.medium === 'cpc') return { gclid: `Cj0KCQ-${visitor.pseudoId?.slice(0, 7) ?? 'x'}` };
  return { manual_source: visitor.source, manual_medium: visitor.medium };
}

function itemsSeen(chance: Random, visit: Visit): unknown[] {
  if (!visit.purchase && chance.chance(0.1)) return [];
  return plans.slice(0, chance.whole(1, 3)).map((plan) => item(plan.plan_id, dayOf(visit.startedAt), null));
}

function itemsBought(chance: Random, visit: Visit): unknown[] {
  const planId = visit.purchase?.planId ?? chance.pick(['starter', 'pro']);
  return [item(planId, dayOf(visit.startedAt), '1')];
}

function item(planId: string, day: string, quantity: string | null): unknown {
  const plan = plans.find((candidate) => candidate.plan_id === planId);
  return {
    item_id: planId,
    item_name: plan?.name ?? planId,
    item_category: plan?.audience ?? null,
    price: priceOf(planId, day),
    ...(quantity === null ? {} : { quantity }),
  };
}
