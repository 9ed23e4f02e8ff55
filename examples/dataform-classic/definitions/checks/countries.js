assert("countries_are_known")
  .tags("daily")
  .query((ctx) => `SELECT DISTINCT country FROM ${ctx.ref("staging", "stg_orders")} WHERE country NOT IN ${sql.oneOf(constants.COUNTRIES)}`);
