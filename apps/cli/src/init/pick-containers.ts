import type { Document } from '@acequia/engine';
import { formatNumber } from '../output/format.ts';
import type { Choice, Prompts } from './prompts.ts';

/** One level of what can be picked, or what a search found. */
interface Level {
  readonly title: string;
  readonly containers: readonly Document[];
}

/** Lists the containers inside one, or those that match a text. */
export type ListContainers = (parent?: string, search?: string) => Promise<Document[]>;

/** Lets the person pick containers, level by level. Answers their ids; none: everything is wanted. */
export async function pickContainers(prompts: Prompts, list: ListContainers): Promise<string[]> {
  const top = await look(prompts, list);
  if (top.length === 0) return [];
  const all = await prompts.choose({ title: 'What should be read?' }, [
    { value: 'all', label: 'Everything', hint: 'also what comes later' },
    { value: 'some', label: 'Only what I pick', hint: `${formatNumber(top.length, 'place')} at the top` },
  ]);
  if (all === 'all') return [];
  const picked = new Map<string, string>();
  const levels: Level[] = [{ title: 'the top', containers: top }];
  await pickHere(prompts, levels, picked);
  for (;;) {
    const next = await chooseStep(prompts, levels, picked);
    if (next === 'done') return [...picked.keys()];
    if (next === 'back') levels.pop();
    else if (!(await enter(prompts, list, levels, next))) continue;
    await pickHere(prompts, levels, picked);
  }
}

async function pickHere(prompts: Prompts, levels: readonly Level[], picked: Map<string, string>): Promise<void> {
  const { title, containers } = currentOf(levels);
  const ids = containers.map(({ id }) => id);
  const chosen = await prompts.chooseMany(
    { title: `Pick from ${title}` },
    choicesOf(containers),
    ids.filter((id) => picked.has(id)),
  );
  for (const { id, title: name } of containers) {
    if (chosen.includes(id)) picked.set(id, name);
    else picked.delete(id);
  }
}

function currentOf(levels: readonly Level[]): Level {
  return levels.at(-1) ?? { title: '', containers: [] };
}

async function chooseStep(prompts: Prompts, levels: readonly Level[], picked: ReadonlyMap<string, string>) {
  const titles = [...picked.values()].slice(0, 5).join(', ');
  const more = picked.size > 5 ? ` and ${picked.size - 5} more` : '';
  return prompts.choose({ title: picked.size > 0 ? `Picked: ${titles}${more}` : 'Nothing is picked yet' }, [
    { value: 'done', label: 'Done', ...(picked.size === 0 && { hint: 'everything is read' }) },
    { value: 'inside', label: 'Look inside one of these' },
    { value: 'search', label: 'Search by name' },
    ...(levels.length > 1 ? [{ value: 'back', label: 'Back' }] : []),
  ]);
}

/** Puts the level that the person goes to on top. Answers whether there is something. */
async function enter(prompts: Prompts, list: ListContainers, levels: Level[], how: string): Promise<boolean> {
  const here = currentOf(levels).containers;
  if (how === 'search') {
    const text = await prompts.text({ title: 'Part of the name' });
    const found = text === '' ? [] : await look(prompts, list, undefined, text);
    if (found.length > 0) levels.push({ title: `what "${text}" found`, containers: found });
    else prompts.say('info', `Nothing has "${text}" in its name.`);
    return found.length > 0;
  }
  const id = await prompts.choose({ title: 'Inside which one?' }, choicesOf(here));
  const title = here.find((each) => each.id === id)?.title ?? id;
  const inside = await look(prompts, list, id);
  if (inside.length > 0) levels.push({ title, containers: inside });
  else prompts.say('info', `There is nothing to pick inside ${title}.`);
  return inside.length > 0;
}

function look(prompts: Prompts, list: ListContainers, parent?: string, search?: string): Promise<Document[]> {
  return prompts.during('Looking what there is', list(parent, search));
}

/** Titles need not be unique, and a search finds them on all levels. */
function choicesOf(containers: readonly Document[]): Choice[] {
  return containers.map(({ id, title }) => {
    const isClear = id === title || containers.every((other) => other.id === id || other.title !== title);
    return { value: id, label: title, ...(!isClear && { hint: id }) };
  });
}
