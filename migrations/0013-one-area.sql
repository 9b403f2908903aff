-- One database is one area (docs/decisions/0510): records carry no area of their own, so a second one may not begin here.
CREATE UNIQUE INDEX areas_only_one ON access.areas ((true));
