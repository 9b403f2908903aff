-- Who knew what, when: a notice's opening is entered on the post or the person that opened it, among everything else they
-- opened. Found by that instant, not by reading all they ever did. Only such entries are in it, so other writing costs nothing.
CREATE INDEX entries_notices_opened ON ledger.entries (subject_ref, at)
  WHERE act IN ('duties.notices-opened', 'duties.notices-read');
