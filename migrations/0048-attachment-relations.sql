-- Who stands how to which attachment: as to the concern it came with, and whether somebody locked it.

create view concerns.attachment_relations as
  select r.account_id, a.id as record_id, r.relation
    from files.attachments a join concerns.relations r on r.record_id = a.concern_id
    where a.state = 'kept'
  union all
  select h.account_id, a.id, 'locked'
    from files.attachments a cross join access.current_holdings h
    where a.locked_at is not null;

grant select on concerns.attachment_relations to heed_app;
