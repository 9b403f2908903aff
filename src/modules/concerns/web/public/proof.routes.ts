import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PublicParts } from './hold-draft.routes.ts';
import { sendPadded, viewFor } from './hold-draft.routes.ts';
import { renderProofWait, renderProofWarning } from './keep-proof.page.ts';
import { heldIn, looking, TRIES, wrongReceipt } from './return.routes.ts';

/** Says nothing of what it is or where it is from, in a list of downloads that somebody else may look at. */
const FILE_NAME = 'note.txt';

async function sendFile(
  parts: PublicParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const held = heldIn(request);
  const given = await parts.ports.giveProof(held.receipt);
  if (given.ok)
    return reply
      .header('content-disposition', `attachment; filename="${FILE_NAME}"`)
      .header('cache-control', 'no-store')
      .type('text/plain; charset=utf-8')
      .send(Buffer.from(given.value));
  if (given.refusal.code !== 'concerns.proof-not-ready') return wrongReceipt(parts, reply, held.receipt);
  return sendPadded(reply, renderProofWait(viewFor(parts, null), held), 409);
}

/** A proof of filing for whoever holds the receipt, after a warning about who might find it (40-ledger.md, Witnesses). */
export function proofRoutes(app: FastifyInstance, parts: PublicParts): void {
  const nothing = { nothing: 'a warning that is the same for everybody says nothing about a record' };
  app.post('/return/proof', { config: { ...looking, ...TRIES, records: nothing } }, async (request, reply) =>
    sendPadded(reply, renderProofWarning(viewFor(parts, null), heldIn(request)), 200),
  );
  app.post(
    '/return/proof/file',
    { config: { ...looking, ...TRIES, records: 'concerns.proof-given' } },
    (request, reply) => sendFile(parts, request, reply),
  );
}
