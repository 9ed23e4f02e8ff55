// The marketing channels: what traffic belongs to each (the first match counts), and what a month may cost in euros.
const channels = [
  { name: "paid_search", label: "Paid search", medium: "^(cpc|ppc|paid_search)$", monthlyBudget: 6000 },
  { name: "paid_social", label: "Paid social", medium: "^(paid_social|cpm)$", monthlyBudget: 3500 },
  { name: "organic_search", label: "Organic search", medium: "^organic$", monthlyBudget: 0 },
  { name: "email", label: "Email", medium: "^(e-?mail|newsletter)$", monthlyBudget: 400 },
  { name: "referral", label: "Referral", medium: "^(referral|partner)$", monthlyBudget: 900 },
];

// SQL for the channel of a medium; "direct" for all other traffic.
function channelOf(medium) {
  const cases = channels.map((channel) => `WHEN REGEXP_CONTAINS(LOWER(${medium}), r'${channel.medium}') THEN '${channel.name}'`);
  return `CASE\n    ${cases.join("\n    ")}\n    ELSE 'direct'\n  END`;
}

// SQL for a small table (channel, monthly_budget), to stand in a FROM clause.
function budgets() {
  const rows = channels.map(({ name, monthlyBudget }) => `STRUCT('${name}' AS channel, ${monthlyBudget} AS monthly_budget)`);
  return `(\n  SELECT *\n  FROM UNNEST([\n    ${rows.join(",\n    ")}\n  ])\n)`;
}

module.exports = { channels, channelOf, budgets };
