import type { SyncStore } from '@acequia/core';
import { Commits } from './commit.ts';
import { Departing } from './departing.ts';
import { parentKey } from './document-key.ts';
import { DueDocuments } from './due-documents.ts';
import { hasGroups, replaceGroups } from './group-rows.ts';
import { LookUp } from './look-up.ts';
import { Readings } from './readings.ts';
import type { SyncScope } from './sync-scope.ts';

/** The runner's view of the store, for one sync of one data source. */
export function sqlSyncStore(scope: SyncScope): SyncStore {
  const readings = new Readings(scope);
  const lookUp = new LookUp(scope, readings);
  const dueDocuments = new DueDocuments(scope, readings);
  const commits = new Commits(scope, readings);
  const departing = new Departing(scope, readings);
  return {
    openReadings: (offered, kind, basis) => readings.open(offered, kind, basis),
    knownSlices: () => readings.knownSlices(),
    lease: (readingId) => readings.lease(readingId),
    renew: (lease) => readings.renew(lease),
    release: (lease, outcome) => readings.release(lease, outcome),
    restart: (lease) => readings.restart(lease),
    keyOf: parentKey,
    lookUp: (lease, ids) => lookUp.lookUp(lease, ids),
    load: (documentIds) => lookUp.load(documentIds),
    known: (lease, ids) => lookUp.known(lease, ids),
    members: (lease, ids) => lookUp.members(lease, ids),
    parents: (ids) => lookUp.parents(ids),
    findAliases: (lease, aliases) => lookUp.findAliases(lease, aliases),
    owned: (lease, ownerId) => lookUp.owned(lease, ownerId),
    hasText: (sharedAs) => lookUp.hasText(sharedAs),
    due: (lease, now, after, limit) => dueDocuments.due(lease, now, after, limit),
    asDue: (ids) => dueDocuments.asDue(ids),
    commit: (lease, batch) => commits.commit(lease, batch),
    claims: async (lease) => departing.claims(lease),
    absent: (lease, claim, after, limit) => departing.absent(lease, claim, after, limit),
    depart: (lease, documentIds) => departing.depart(lease, documentIds),
    endPass: (lease, finished) => departing.endPass(lease, finished),
    hasGroups: () => hasGroups(scope),
    replaceGroups: (groups) => replaceGroups(scope, groups),
    departures: () => departing.departures(),
    withhold: (sliceIds) => departing.withhold(sliceIds),
    applyDepartures: (limit) => departing.applyDepartures(limit),
  };
}
