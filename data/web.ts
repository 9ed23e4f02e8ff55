import { csvField } from './billing.ts';
import { addDays, dayOf, daysBetween, firstWebDay, midnight } from './days.ts';
import { random } from './random.ts';

export const host = 'https://www.subsidyfinder.example';

/** The site's pages: path as links write it, and how many visits begin there. */
export const pages: readonly { readonly path: string; readonly weight: number; readonly slow: number }[] = [
  { path: '/', weight: 20, slow: 1 },
  { path: '/plans', weight: 12, slow: 1 },
  { path: '/subsidies', weight: 10, slow: 1.1 },
  { path: '/subsidies/heat-pumps/', weight: 14, slow: 1.2 },
  { path: '/subsidies/Solar-f%C3%BCr-Betriebe', weight: 8, slow: 1.2 },
  { path: '/subsidies/insulation?utm_source=partner', weight: 7, slow: 1.1 },
  { path: '/guides/how-to-apply', weight: 9, slow: 0.9 },
  { path: '/guides/wbso-2026', weight: 6, slow: 0.9 },
  { path: '/blog/2026/01/news#comments', weight: 4, slow: 1 },
  { path: '/app/login', weight: 1, slow: 2.4 },
];

/** Cost and clicks of the paid channels; days that an account did not report are missing. */
export function costsCsv(until: string): string {
  const daily: Readonly<Record<string, number>> = { paid_search: 150, paid_social: 80, email: 8, referral: 20 };
  const lines = daysBetween(firstWebDay, until).flatMap((day) =>
    Object.entries(daily).flatMap(([channel, mean]) => {
      const chance = random(`cost ${day} ${channel}`);
      if (chance.chance(0.02)) return [];
      const cost = mean * (0.7 + 0.6 * chance.next());
      return [[day, channel, cost.toFixed(2), chance.whole(20, 60)].map(csvField).join(',')];
    }),
  );
  return `${['day,channel,cost,clicks', ...lines].join('\n')}\n`;
}

/** Search Console is two days behind. */
export function searchCsv(until: string): string {
  const queries: readonly (readonly [string | null, number])[] = [
    ['subsidy finder', 3],
    ['Subsidiefinder inloggen', 2],
    ['heat pump subsidy 2026', 4],
    ['förderung wärmepumpe', 3],
    ['wbso "aanvragen", hoe', 1],
    [null, 5],
  ];
  const indexed = pages.filter((page) => !page.path.startsWith('/app/'));
  const lines = daysBetween(firstWebDay, addDays(until, -2)).flatMap((day) =>
    indexed.flatMap((page) => {
      const chance = random(`search ${day} ${page.path}`);
      return Array.from({ length: chance.whole(1, 6) }, () => {
        const query = chance.weighted(queries);
        const impressions = chance.whole(1, 90);
        const clicks = chance.whole(0, Math.ceil(impressions / 8));
        const position = chance.whole(0, 30);
        const device = chance.pick(['MOBILE', 'DESKTOP', 'TABLET']);
        const country = chance.pick(['nld', 'bel', 'deu', 'zzz']);
        const url = `${host}${page.path.replace(/[?#].*/, '')}`;
        return [day, url, query, query === null, country, device, impressions, clicks, impressions * position]
          .map(csvField)
          .join(',');
      });
    }),
  );
  const header = 'data_date,url,query,is_anonymized_query,country,device,impressions,clicks,sum_position';
  return `${[header, ...lines].join('\n')}\n`;
}

/** Weekly Lighthouse reports of each page on two devices. Some fail and are repeated within the hour. */
export function pagespeedNdjson(until: string): string {
  const lines = daysBetween(firstWebDay, until)
    .filter((_, index) => index % 7 === 0)
    .flatMap((day) =>
      pages.flatMap((page) =>
        ['mobile', 'desktop'].flatMap((strategy) => {
          const chance = random(`pagespeed ${day} ${page.path} ${strategy}`);
          const at = midnight(day) + chance.whole(3600, 7200) * 1000;
          const row = (report: unknown, offset: number) => ({
            requested_at: new Date(at + offset).toISOString(),
            url: `${host}${page.path}`,
            strategy,
            report,
          });
          const good = row(lighthouseReport(page, strategy, day), 1_800_000);
          if (!chance.chance(0.06)) return [good];
          const failed = row({ lighthouseVersion: '12.2.1', runtimeError: { code: 'NO_FCP' }, audits: {} }, 0);
          return chance.chance(0.2) ? [failed] : [failed, good];
        }),
      ),
    );
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function lighthouseReport(page: (typeof pages)[number], strategy: string, day: string): unknown {
  const chance = random(`lighthouse ${day} ${page.path} ${strategy}`);
  const slow = page.slow * (strategy === 'mobile' ? 1 : 0.45) * (0.9 + 0.2 * chance.next());
  const lcp = 2600 * slow;
  const audit = (id: string, title: string, numericValue: number, unit: string) => ({
    [id]: { id, title, score: Math.round(100 / (1 + numericValue / 5000)) / 100, numericValue, numericUnit: unit },
  });
  const items = ['script', 'image', 'font', 'stylesheet', 'document'].map((resourceType) => ({
    resourceType,
    requestCount: chance.whole(1, 40),
    transferSize: chance.whole(4_000, 900_000),
  }));
  return {
    lighthouseVersion: day < '2026-02-05' ? '12.2.1' : '12.3.0',
    requestedUrl: `${host}${page.path}`,
    fetchTime: `${day}T02:00:00.000Z`,
    runWarnings: chance.chance(0.1) ? ['Chrome extensions negatively affected this page’s load performance.'] : [],
    categories: {
      performance: { id: 'performance', title: 'Performance', score: Math.round(Math.max(5, 108 - 22 * slow)) / 100 },
    },
    audits: {
      ...audit('largest-contentful-paint', 'Largest Contentful Paint', lcp, 'millisecond'),
      ...audit('total-blocking-time', 'Total Blocking Time', 180 * slow * chance.next(), 'millisecond'),
      ...audit('cumulative-layout-shift', 'Cumulative Layout Shift', 0.12 * chance.next(), 'unitless'),
      'resource-summary': {
        id: 'resource-summary',
        details: { type: 'table', items: chance.chance(0.05) ? [] : items },
      },
    },
  };
}

/** Compact form of a day, as GA4 writes it. */
export function shardOf(day: string): string {
  return dayOf(midnight(day)).replaceAll('-', '');
}
