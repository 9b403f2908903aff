/** Doing things in Heed through its own pages, as a post of Wrenfold, a system, or anybody: what states are made by. */
import { makeRaiseBody } from '../../builders/raise-bodies.ts';
import type { FilledServer } from '../filled-server.ts';
import { readForms } from '../markup-reader.ts';
import { type Answer, createVisitor, encodeForm, type Visitor } from '../visitor.ts';

/** A page that stands in some state, and who is looking at it. */
export interface Reached {
  readonly visitor: Visitor;
  readonly page: Answer;
}

/** A state that forms exist in, made anew each time: what one case uses up is there again for the next. */
export interface State {
  readonly name: string;
  /** The forms that belong to it, by where they go; the rest of the page's are met elsewhere. */
  readonly forms: RegExp;
  readonly make: () => Promise<Reached>;
}

export interface Raised {
  readonly id: string;
  readonly url: string;
  readonly reference: string;
  readonly receipt: string;
}

export interface Acting {
  readonly server: FilledServer;
  /** Somebody signed in as the holder of a post, by the demo's key. */
  as(post: string): Visitor;
  /** Anybody, from a network of their own: they are counted by it. */
  anybody(): Visitor;
  /** Raises a concern about nobody by name unless `more` says. */
  raise(more?: object): Promise<Raised>;
  /** Opens `url` and sends its form that goes to `action` (itself); throws unless it was accepted. */
  act(
    visitor: Visitor,
    url: string,
    values?: Parameters<Visitor['submit']>[1],
    action?: string,
  ): Promise<Answer>;
  /** Opens a page that must be there. */
  reach(visitor: Visitor, url: string): Promise<Reached>;
  /** One column of the database, as its owner sees it: ids that no page shows. */
  ask(sql: string, values: readonly unknown[]): Promise<readonly string[]>;
}

/** Acts on `server`. */
export function actOn(server: FilledServer): Acting {
  let count = 0;
  const next = () => {
    count += 1;
    return count;
  };

  const reach = async (visitor: Visitor, url: string): Promise<Reached> => {
    const page = await visitor.open(url);
    if (page.status !== 200) throw new Error(`${url} answered ${page.status}\n${page.body.slice(0, 400)}`);
    return { visitor, page };
  };

  return {
    server,
    reach,
    as: (post) => {
      const visitor = createVisitor(server.app, `198.18.${next() % 250}.7`);
      visitor.cookies.set('heed', server.area.posts.get(post)?.session ?? '');
      return visitor;
    },
    anybody: () => createVisitor(server.app, `203.0.${next() % 250}.9`),
    raise: async (more = {}) => {
      const n = next();
      const answer = await server.api.visitor.send('POST', '/api/v1/concerns', {
        headers: { ...server.api.headers, 'idempotency-key': `every-state-${n}` },
        type: 'application/json',
        body: JSON.stringify({
          ...makeRaiseBody(1000 + n),
          danger: 'no',
          indicators: [],
          mentions: [],
          ...more,
        }),
      });
      if (answer.status !== 201) throw new Error(`a concern was not taken: ${answer.status} ${answer.body}`);
      const { reference, receipt } = JSON.parse(answer.body) as {
        reference: string;
        receipt: { words: readonly string[] } | null;
      };
      const { rows } = await server.foundations.pool.query<{ id: string }>(
        'select id from concerns.concerns where reference = $1',
        [reference],
      );
      const id = rows[0]?.id ?? '';
      return { id, url: `/concerns/${id}`, reference, receipt: receipt?.words.join(' ') ?? '' };
    },
    act: async (visitor, url, values = {}, action = url) => {
      const { page } = await reach(visitor, url);
      const form = readForms(page.body, page.url).find((one) => one.action.split('#')[0] === action);
      if (!form) throw new Error(`no form to ${action} on ${url}`);
      // Where it leads is not looked at: opening a concern once more for every step would cost half the time of a state.
      const answer = await visitor.send('POST', action, {
        body: encodeForm(form, values),
        type: 'application/x-www-form-urlencoded',
      });
      if (answer.status >= 400)
        throw new Error(`${action} answered ${answer.status}\n${answer.body.slice(-3000)}`);
      return answer;
    },
    ask: async (sql, values) => {
      const { rows } = await server.foundations.pool.query<{ found: string }>(sql, [...values]);
      return rows.map(({ found }) => found);
    },
  };
}
