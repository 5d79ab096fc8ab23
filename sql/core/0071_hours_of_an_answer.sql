-- How many hours a week a provider offers, for programmes that count them (TIER-STL-01, ETS-01, P16-01).
ALTER TABLE response ADD COLUMN hours BIGINT;
