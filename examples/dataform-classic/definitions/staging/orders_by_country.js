constants.COUNTRIES.forEach((country) => {
  publish(`stg_orders_${country}`, { type: "view", schema: "staging", tags: ["staging", country] })
    .description(`Orders from ${country}.`)
    .query((ctx) => `SELECT * FROM ${ctx.ref("staging", "stg_orders")} WHERE country = "${country}"`);
});
