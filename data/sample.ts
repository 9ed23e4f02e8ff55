import { eventShards } from './analytics.ts';
import { payments, plans, transactionsCsv } from './billing.ts';
import { lastDay } from './days.ts';
import { costsCsv, pagespeedNdjson, searchCsv } from './web.ts';

/**
 * All files of the sample as the sources' exports stood on the evening of `until` (a day such as `2026-02-20`):
 * path below `data/` -> text. The same day gives the same bytes everywhere.
 */
export function sampleFiles(until: string = lastDay): ReadonlyMap<string, string> {
  const paid = payments();
  const files = new Map<string, string>([
    ['billing/plans.json', `${JSON.stringify(plans, null, 2)}\n`],
    ['billing/transactions.csv', transactionsCsv(paid, until)],
    ['marketing/costs.csv', costsCsv(until)],
    ['pagespeed/reports.ndjson', pagespeedNdjson(until)],
    ['searchconsole/searchdata_url_impression.csv', searchCsv(until)],
  ]);
  for (const [suffix, text] of eventShards(paid, until)) files.set(`analytics/events_${suffix}.ndjson`, text);
  return files;
}
