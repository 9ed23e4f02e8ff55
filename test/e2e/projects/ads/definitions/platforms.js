declare({ schema: 'raw', name: 'facebook_creatives' });

platforms.forEach((platform) => {
  declare({ schema: 'raw', name: platform.table });
  publish(`${platform.name}_daily`, { type: 'table', assertions: { uniqueKey: ['report_day'] } }).query(
    (ctx) => `
SELECT
  ${platform.day} AS report_day,
  CAST(SUM(${platform.spend}) AS FLOAT64) AS spend,
  SUM(impressions) AS impressions,
  SUM(${platform.clicks}) AS clicks
FROM ${ctx.ref('raw', platform.table)}
GROUP BY report_day`,
  );
});
