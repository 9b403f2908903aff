/** The face of the disclosures module: what compose may use of it. Nobody else may import it. */
export { type ReadingSettings, registerReading } from './web/public/reading.routes.ts';
