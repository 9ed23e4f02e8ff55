const tables = {
  customers: "Customers, a new row whenever one changes.",
  order_items: "Lines of orders.",
  exchange_rates: "Euros for one unit of a currency, a row a day.",
};

Object.entries(tables).forEach(([name, description]) => declare({ schema: "raw", name, description }));
