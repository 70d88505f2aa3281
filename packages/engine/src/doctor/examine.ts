import type { Check } from '@acequia/core';
import type { SourceManager } from '../data-sources.ts';
import type { PlanStep } from '../engine.ts';
import type { Parts } from '../parts.ts';
import { checkConfig } from './check-config.ts';
import { checkDatabase } from './check-database.ts';
import { checkDocuments, checkSource } from './check-documents.ts';
import { checkMachine } from './check-machine.ts';

/**
 * Looks at everything that an installation needs. Changes nothing.
 *
 * @param plan what `apply` would do
 */
export async function examine(parts: Parts, manager: SourceManager, plan: () => Promise<PlanStep[]>): Promise<Check[]> {
  const machine = await checkMachine(parts.files.folder);
  const config = await checkConfig(parts, plan);
  const workspace = await Promise.all([...checkDatabase(parts, manager), ...checkDocuments(parts, manager)]);
  const sources = await Promise.all((await manager.list()).map((source) => checkSource(manager, source)));
  return [...machine, ...config, ...workspace, ...sources];
}
