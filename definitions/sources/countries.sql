SELECT *
FROM UNNEST([
  STRUCT('NL' AS country, 'Netherlands' AS country_name, 'Benelux' AS region, NUMERIC '0.21' AS vat_rate),
  STRUCT('BE', 'Belgium', 'Benelux', NUMERIC '0.21'),
  STRUCT('DE', 'Germany', 'DACH', NUMERIC '0.19'),
  STRUCT('AT', 'Austria', 'DACH', NUMERIC '0.20'),
  STRUCT('FR', 'France', 'France', NUMERIC '0.20'),
  STRUCT('GB', 'United Kingdom', 'United Kingdom', NUMERIC '0.20')
])
