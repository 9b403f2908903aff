/**
 * What an adult is to a child, and whether a child is looked after, from what was written. Words are as said, so only what is
 * plain is read; what is not plain leaves somebody unexplained, and a person looks.
 * Source: Children Act 1989 s20, s22, s31, s38; Placement and Adoption (Children Act 2002 s21); 20-domain.md ("legal status").
 */

const FAMILY =
  /\b(mother|mum|mam|mummy|father|dad|daddy|parents?|step-?\s?(mum|dad|mother|father|parent)|brother|sister|sibling|aunt(ie|y)?|uncle|cousin|gran(ny|dad|dma|dpa|dmother|dfather|dparent)?|nan(a|ny)?|family|relative|guardian)\b/i;
const CARER = /\b(foster|carer|kinship|adopter|adoptive|key ?worker|residential worker|childminder)\b/i;
const PROFESSIONAL =
  /\b(teacher|head ?teacher|social worker|youth worker|nurse|doctor|gp|health visitor|police|officer|pc|sergeant|solicitor|coach|tutor|therapist|counsellor|advis(e|o)r|midwife|mentor|chaplain|professional)\b/i;

/** "A man who says he is her uncle" is no uncle that somebody vouches for. */
const CLAIMED =
  /\b(says?|said|claims?|claimed|pretend(s|ed|ing)?|not|isn.?t|ex|like an?|calls?|called|former)\b/i;

/** True where the words plainly say that the adult is family, a carer or a professional. */
export function isPlainlyKnown(relationship: string): boolean {
  if (CLAIMED.test(relationship)) return false;
  return [FAMILY, CARER, PROFESSIONAL].some((words) => words.test(relationship));
}

const LOOKED_AFTER =
  /\b(looked[- ]after|in care|care order|section 20|s\.? ?20|section 31|s\.? ?31|section 38|placement order|accommodated|emergency protection order|remanded)\b/i;
const NO_LONGER =
  /\b(not|never|no longer|ended|discharged|revoked|formerly|former|care leaver|left care|refused|lapsed|applied|application|pending)\b/i;

/** True where a legal status, as written, says that the child is looked after. */
export function saysLookedAfter(status: string): boolean {
  return LOOKED_AFTER.test(status) && !NO_LONGER.test(status);
}
