/**
 * How an invented world differs from another, so that whatever watches for networks is tried on many and fits none of them
 * too well. Shares are of 0 to 1; numbers are for the whole world unless a line says "per".
 */
import type { Chance } from '../wrenfold/random.ts';

export interface WorldShape {
  readonly areas: number;
  readonly agencies: number;
  /** From the first concern to the last. */
  readonly months: number;
  /** How many concerns a household causes, on average. */
  readonly concernsPerHousehold: number;
  /** How often a concern names a parent, the home, a telephone, the family's car. */
  readonly namesParent: number;
  readonly namesHome: number;
  readonly namesPhone: number;
  readonly namesCar: number;
  /** How often the school is named, and how many of the schools are marked as institutions. */
  readonly namesSchool: number;
  readonly marked: number;
  /** How often something of everybody's is named: a popular place, a taxi, a professional, a club, a busy street. */
  readonly namesPlace: number;
  readonly namesTaxi: number;
  readonly namesProfessional: number;
  readonly namesClub: number;
  readonly namesStreet: number;
  /** How often a professional's telephone, a coach, a driver is named without the one they belong to. */
  readonly apart: number;
  /** How often a household that names a professional names its own, again and again. */
  readonly ownProfessional: number;
  /** How often a registration mark is misread as a common one, and a number was somebody else's before. */
  readonly misread: number;
  readonly recycled: number;
  /** How often an unrelated adult (a neighbour, an aunt) is named. */
  readonly namesOther: number;
  /** Shares of households that are step families in two homes, or feud with the neighbours. */
  readonly step: number;
  readonly feuding: number;
  /** Foster carers per thousand households; whether their household is given as the child's. */
  readonly carers: number;
  readonly carerIsHousehold: boolean;
  /** How often a household is not given. */
  readonly noHousehold: number;
  /** How often a concern about a ring leaves out each thing that was there. */
  readonly missing: number;
  /** How many concerns a ring's child causes, on average. */
  readonly concernsPerRingChild: number;
}

/** An ordinary county. */
export const ORDINARY: WorldShape = {
  areas: 3,
  agencies: 7,
  months: 30,
  concernsPerHousehold: 2,
  namesParent: 0.7,
  namesHome: 0.5,
  namesPhone: 0.3,
  namesCar: 0.1,
  namesSchool: 0.4,
  marked: 0.5,
  namesPlace: 0.12,
  namesTaxi: 0.02,
  namesProfessional: 0.08,
  namesClub: 0.02,
  namesStreet: 0.02,
  apart: 0.3,
  ownProfessional: 0.3,
  misread: 0.01,
  recycled: 0.01,
  namesOther: 0.03,
  step: 0.05,
  feuding: 0.01,
  carers: 3,
  carerIsHousehold: true,
  noHousehold: 0.05,
  missing: 0.4,
  concernsPerRingChild: 2.5,
};

/** A world of its own, drawn widely round the ordinary one. */
export function drawWorld(chance: Chance): WorldShape {
  const near = (value: number, most = 1) => Math.min(most, value * Math.exp((chance.next() - 0.5) * 1.8));
  const share = (low: number, high: number) => low + chance.next() * (high - low);
  return {
    areas: chance.int(1, 6),
    agencies: chance.int(4, 12),
    months: chance.int(12, 48),
    concernsPerHousehold: share(1.3, 4),
    namesParent: share(0.3, 0.95),
    namesHome: share(0.1, 0.9),
    namesPhone: near(0.3, 0.8),
    namesCar: near(0.1, 0.5),
    namesSchool: share(0.1, 0.8),
    marked: share(0, 1),
    namesPlace: near(0.12, 0.4),
    namesTaxi: near(0.02),
    namesProfessional: near(0.08),
    namesClub: near(0.02),
    namesStreet: near(0.02),
    apart: share(0, 0.8),
    ownProfessional: share(0, 0.8),
    misread: near(0.01),
    recycled: near(0.01),
    namesOther: near(0.03),
    step: near(0.05),
    feuding: near(0.01),
    carers: near(3, 12),
    carerIsHousehold: chance.chance(0.6),
    noHousehold: chance.chance(0.5) ? 0 : share(0, 0.25),
    missing: share(0, 0.5),
    concernsPerRingChild: share(1, 3.5),
  };
}
