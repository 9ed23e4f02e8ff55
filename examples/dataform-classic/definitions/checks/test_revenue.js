test("revenue_adds_up")
  .dataset({ schema: "marts", name: "revenue_by_day" })
  .input("fct_orders", `
    SELECT DATE "2024-05-01" AS ordered_on, 10 AS amount_eur UNION ALL
    SELECT DATE "2024-05-01", 5`)
  .expect(`SELECT DATE "2024-05-01" AS ordered_on, 15 AS revenue_eur, 2 AS orders`);
