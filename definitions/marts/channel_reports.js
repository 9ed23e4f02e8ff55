// One weekly report for each marketing channel: the people of a channel see only their own.
marketing.channels.forEach((channel) => {
  publish(`weekly_${channel.name}`, {
    type: "view",
    schema: "reports",
    description: `${channel.label}, by week`,
    tags: ["reports"],
    columns: { week: "Monday of the week", conversion_rate: "Purchases divided by sessions" },
  }).query(
    (ctx) => `
SELECT
  DATE_TRUNC(day, WEEK(MONDAY)) AS week,
  SUM(sessions) AS sessions,
  SUM(purchases) AS purchases,
  SAFE_DIVIDE(SUM(purchases), SUM(sessions)) AS conversion_rate,
  SUM(revenue) AS revenue,
  SUM(cost) AS cost
FROM ${ctx.ref("channels_daily")}
WHERE channel = '${channel.name}'
GROUP BY week`,
  );
});
