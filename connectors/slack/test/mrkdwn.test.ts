import { expect, test } from 'vitest';
import { mentionedUsers, toMarkdown, toPlainLine } from '../src/mrkdwn.ts';

const names = {
  user: (id: string) => ({ U1: 'Ada' })[id],
  channel: (id: string) => ({ C1: 'general' })[id],
};

test.each([
  ['*bold*, _italic_ and ~gone~', '**bold**, _italic_ and ~~gone~~'],
  ['2*3*4 and a*b*c', '2*3*4 and a*b*c'],
  ['**already bold**', '**already bold**'],
  ['* not bold *', '* not bold *'],
  ['*粗体*，*b*。', '**粗体**，**b**。'],
  ['Tom &amp; Jerry: 1 &lt; 2 &gt; 0 &amp;amp;', 'Tom & Jerry: 1 < 2 > 0 &amp;'],
  ['&gt; quoted', '> quoted'],
  ['• one\n• two', '- one\n- two'],
  ['# no heading\n#general', '\\# no heading\n#general'],
  ['<https://example.com|the *site*>', '[the **site**](https://example.com)'],
  ['<https://example.com/a_(b)|x>', '[x](https://example.com/a_%28b%29)'],
  ['<https://example.com>', 'https://example.com'],
  ['<mailto:a@example.com|a@example.com>', '[a@example.com](mailto:a@example.com)'],
  ['<javascript:alert(1)|click>', 'click'],
  ['<@U1> and <@U2> and <@U3|bob>', '@Ada and @U2 and @bob'],
  ['<#C1> <#C1|> <#C2|plans> <#C3>', '#general #general #plans #C3'],
  ['<!here> <!channel> <!subteam^S1> <!subteam^S1|@team>', '@here @channel @S1 @team'],
  ['<!date^1392734382^{date}|Feb 18, 2014>', 'Feb 18, 2014'],
  ['`*code* &lt;b&gt; <https://x.y|x.y>`', '`*code* <b> https://x.y`'],
  ['```if (a &lt; b) *c*```', '\n```\nif (a < b) *c*\n```\n'],
  ['an open ``` and *bold*', 'an open ``` and **bold**'],
  ['', ''],
])('%j becomes %j', (text, markdown) => {
  expect(toMarkdown(text, names)).toBe(markdown);
});

test.each([
  ['\n  *Big*   news \nmore', 'Big news'],
  ['<@U1> can you look?', 'can you look?'],
  ['<@U1|ada> in <#C1|general>', '@ada in #general'],
  ['see <https://example.com|the site> &amp; `code`', 'see the site & code'],
  ['<@U1>', ''],
])('the title of %j is %j', (text, title) => {
  expect(toPlainLine(text)).toBe(title);
});

test('users are found in a text', () => {
  expect(mentionedUsers('<@U1> <@W2|w> <#C1> <!here> @U9')).toEqual(['U1', 'W2']);
});

test.each(['*', '~', '`', '<', '`'.repeat(3), '*a', '<@', '• ', '[', '* *'])(
  'a text of 40,000 times %j takes no time',
  (part) => {
    const start = performance.now();
    toMarkdown(part.repeat(40_000), names);
    toPlainLine(part.repeat(40_000));
    expect(performance.now() - start).toBeLessThan(1000);
  },
);
