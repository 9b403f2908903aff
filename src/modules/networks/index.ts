/**
 * Whether separate worries are one network: which children of different homes the same adults, cars, telephones and places
 * reach. It proposes that they be looked at together and says why; people decide. The only importable face of this module.
 */
export { type ConcernLine, THING_KINDS, type ThingKind } from './domain/concern-line.ts';
export { type Alert, NetworkWatch } from './domain/detect.ts';
export { readLine, UnreadableLine } from './domain/read-line.ts';
