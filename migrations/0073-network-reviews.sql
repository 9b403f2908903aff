-- How often the watch for networks was right, by what people decided: counted from the patterns of networks alone.
CREATE INDEX patterns_networks ON concerns.patterns (outcome) WHERE state = 'reviewed' AND figures ? 'network';
