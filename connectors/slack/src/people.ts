import { type Context, describeError } from '@acequia/core/contract';
import { z } from 'zod';
import { openSlack, paged, type Slack } from './client.ts';
import type { Settings } from './settings.ts';
import { slackCode } from './slack-error.ts';

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** A user. https://docs.slack.dev/reference/objects/user-object */
const user = z.object({
  id: z.string(),
  name: text,
  real_name: text,
  deleted: flag,
  is_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  profile: z.object({ display_name: text, real_name: text }).optional().catch(undefined),
});

type User = z.infer<typeof user>;

const userPage = z.object({ ...paged, members: z.array(user) });
const oneUser = z.object({ user });

/** Asked one by one until there are more than this: then the rest of the list is cheaper, and counts against another limit. */
const singly = 3;

/** The users of the workspace, for the time of one sync: their list is read once for all who need it. */
export interface People {
  /** The ids of all who are neither guests nor bots nor gone. Rejects when Slack does not list users. */
  fullMembers(): Promise<readonly string[]>;
  /** The names of these users; those of whom Slack says nothing are absent. Rejects when Slack does not answer. */
  names(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>>;
}

/** Those of the sync, asked for by this reading. */
export async function openPeople(context: Context<Settings>): Promise<People> {
  const directory = await context.share('people', async () => new Directory());
  return {
    fullMembers: () => directory.fullMembers(context),
    names: (ids) => directory.names(ids, context),
  };
}

/** Outlives the reading that opened it: who asks for names lends the way to Slack. */
class Directory {
  /** Undefined: Slack does not know this user. */
  readonly #names = new Map<string, string | undefined>();
  readonly #fullMembers = new Set<string>();
  /** Why names are done without. */
  #refusal: unknown;
  /** Where the list goes on. */
  #next: string | undefined;
  #asked = 0;
  #isListed = false;
  #isComplete = false;
  #last: Promise<unknown> = Promise.resolve();

  names(ids: ReadonlySet<string>, context: Context<Settings>): Promise<ReadonlyMap<string, string>> {
    return this.#inTurn(() => this.#find(ids, context));
  }

  fullMembers(context: Context<Settings>): Promise<readonly string[]> {
    return this.#inTurn(async () => {
      if (this.#refusal !== undefined) throw this.#refusal;
      if (!this.#isComplete) await this.#loadList(openSlack(context), Number.POSITIVE_INFINITY);
      return [...this.#fullMembers];
    });
  }

  close(): void {
    this.#names.clear();
    this.#fullMembers.clear();
  }

  /** One after the other, so that nobody is asked for twice. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const answer = this.#last.catch(() => undefined).then(work);
    this.#last = answer;
    return answer;
  }

  async #find(ids: ReadonlySet<string>, context: Context<Settings>): Promise<ReadonlyMap<string, string>> {
    const missing = [...ids].filter((id) => !this.#names.has(id));
    if (missing.length > 0 && !this.#isComplete) await this.#load(missing, context);
    return new Map([...ids].flatMap((id) => [[id, this.#names.get(id)] as const]).filter(isNamed));
  }

  /** One page is all of most workspaces; in a large one, the few people of a small change need not cost the whole list. */
  async #load(missing: readonly string[], context: Context<Settings>): Promise<void> {
    const slack = openSlack(context);
    try {
      if (!this.#isListed) await this.#loadList(slack, 1);
      const left = missing.filter((id) => !this.#names.has(id));
      if (this.#isComplete || left.length === 0) return;
      if (this.#asked + left.length <= singly) for (const id of left) await this.#loadOne(slack, id);
      else await this.#loadList(slack, Number.POSITIVE_INFINITY);
    } catch (error) {
      if (slackCode(error) !== 'missing_scope') throw error;
      this.#isComplete = true;
      this.#refusal = error;
      const { message, remedy } = describeError(error);
      context.log.warn(`People are shown by their ids: ${message}. ${remedy ?? ''}`);
    }
  }

  async #loadList(slack: Slack, pages: number): Promise<void> {
    const cursor = this.#next;
    // Where it breaks, the place in the list may be what is wrong.
    this.#next = undefined;
    let left = pages;
    for await (const page of slack.pages('users.list', { limit: 1000, cursor }, userPage)) {
      for (const one of page.members) {
        this.#names.set(one.id, nameOf(one));
        if (isFullMember(one)) this.#fullMembers.add(one.id);
      }
      this.#isListed = true;
      const next = page.response_metadata?.next_cursor;
      this.#isComplete = !next;
      if (--left > 0) continue;
      this.#next = next;
      return;
    }
  }

  async #loadOne(slack: Slack, id: string): Promise<void> {
    this.#asked += 1;
    try {
      const answer = await slack.call('users.info', { user: id }, oneUser);
      this.#names.set(id, nameOf(answer.user));
    } catch (error) {
      const code = slackCode(error);
      if (code !== 'user_not_found' && code !== 'user_not_visible') throw error;
      this.#names.set(id, undefined);
    }
  }
}

function isFullMember({ deleted, is_bot, is_restricted, is_ultra_restricted }: User): boolean {
  return !deleted && !is_bot && !is_restricted && !is_ultra_restricted;
}

function isNamed(entry: readonly [string, string | undefined]): entry is readonly [string, string] {
  return entry[1] !== undefined;
}

function nameOf({ profile, real_name, name }: User): string | undefined {
  return profile?.display_name || profile?.real_name || real_name || name || undefined;
}
