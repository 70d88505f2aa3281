import { cronFault, type Schedule } from '@acequia/engine';
import type { Prompts } from './prompts.ts';

const own = 'own';

/** Asks how often the data source is synced while something watches. */
export async function askSchedule(prompts: Prompts): Promise<Schedule> {
  const chosen = await prompts.choose(
    { title: 'How often?', help: 'While `acequia sync --watch` runs. Anything else can be said in acequia.yaml.' },
    [
      { value: '', label: 'Every 15 minutes' },
      { value: '0 * * * *', label: 'Every hour' },
      { value: '0 3 * * *', label: 'Every night', hint: 'at 3:00' },
      { value: own, label: 'Otherwise', hint: 'as a cron expression' },
    ],
  );
  const incremental = chosen === own ? await prompts.text(cronQuestion, { faultOf: cronFault }) : chosen;
  // Without a schedule it is every 15 minutes.
  if (incremental === '') return {};
  return { incremental, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}

const cronQuestion = { title: 'Cron expression', help: 'Minute, hour, day, month, weekday: "*/30 8-18 * * 1-5".' };
