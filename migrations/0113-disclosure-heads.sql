-- The head of each day that ended is signed once and stands for good, as what it is the head of does (70-disclosures.md 9.8).
CREATE TRIGGER heads_as_signed BEFORE UPDATE OR DELETE ON disclosure.heads
  FOR EACH ROW EXECUTE FUNCTION disclosure.refuse_change();
