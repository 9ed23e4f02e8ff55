['raw_customers', 'raw_orders', 'raw_payments'].forEach((name) => {
  declare({ schema: 'raw', name });
});
