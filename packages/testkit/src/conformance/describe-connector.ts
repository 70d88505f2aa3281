import type { AnyConnector, Connector, Json } from '@acequia/core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { throughChannel } from '../channel/through-channel.ts';
import type { FakeSource } from '../fake/fake-source.ts';
import { findExcuse, findUndeclared } from './find-excuse.ts';
import { groups } from './groups.ts';
import { listExcuses } from './list-excuses.ts';
import { Subject, type SubjectOptions } from './subject.ts';

/** Milliseconds that one check, or the start of a fake, may take on a machine that does other work too: a bound for what hangs. */
const timeout = 60_000;

/**
 * The conformance suite: declares the tests of a connector against its fake, in the process and with host and connector
 * on two sides of a MessageChannel. All that a connector's `test/conformance.test.ts` does is:
 *
 * ```ts
 * describeConnector(connector, { fake: startFake, documents: 250 });
 * ```
 *
 * Each test has 60 seconds, whatever the configuration says. There is no way to opt out: the connector's members and capabilities choose the checks, and what the fake says that
 * its source `cannot` do. What does not apply is printed by name with the reason, as a skipped test. A failure says what
 * the author should do.
 */
export function describeConnector<S, C extends Json>(connector: Connector<S, C>, options: SubjectOptions): void {
  const subject = connector as unknown as AnyConnector;
  describe.each([
    ['in the process', subject],
    ['through a MessageChannel', throughChannel(subject)],
  ])(`${connector.type} %s`, (_, tested) => {
    let sample: FakeSource;
    const opened: Subject[] = [];
    beforeAll(async () => {
      sample = await options.fake();
      await sample.close();
      const excuses = listExcuses(subject, sample);
      if (tested !== subject || excuses.length === 0) return;
      console.info(
        `The suite does not apply to ${connector.type} in:\n${excuses.map((line) => `  ${line}\n`).join('')}`,
      );
    }, timeout);
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((one) => one.close()));
    }, timeout);
    it('has a fake that says of everything that it does not offer why', () => {
      expect(findUndeclared(sample)).toEqual([]);
    });
    for (const { name, checks } of groups) {
      describe(name, () => {
        for (const check of checks) {
          it(check.name, { timeout }, async ({ skip }) => {
            const excuse = findExcuse(check, subject, sample);
            if (excuse !== undefined) skip(excuse);
            const one = new Subject(tested, options);
            opened.push(one);
            await check.run(one);
          });
        }
      });
    }
  });
}
