import { describe, expect, it } from 'vitest';
import { createTermIndexer, indexTerms, isPlain } from '../src/index.ts';
import { locateTerms } from '../src/terms/locate-terms.ts';

describe('indexTerms', () => {
  it.each([
    ['Hello, World!', 'hello world'],
    ['', ''],
    ['...', ''],
    ['Café NAÏVE Ångström', 'cafe naive angstrom'],
    ['cafe\u0301', 'cafe'],
    ['Straße Œuvre Łódź', 'strasse oeuvre lodz'],
    ['ＡＢＣ ﬁne ①', 'abc fine 1'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['getUserName', 'getusername get user name'],
    ['HTMLParser of XMLHttpRequest', 'htmlparser of xmlhttprequest html parser xml http request'],
    ['H2O 2FA utf8', 'h2o 2fa utf8'],
    ['snake_case kebab-case a.b/c', 'snake case kebab case a b c'],
    ['v1.2.3 1,000', 'v1 2 3 1 000'],
    ["don't", 'don t'],
    ['zebra', 'zzebra'],
    ['知识库', 'z77e58bc6 z8bc65e93 z5e93'],
    ['が', 'z304c'],
    ['ｶﾞ', 'z30ac'],
    ['привет', 'z043f04400438043204350442'],
  ])('%s', (text, terms) => {
    expect(indexTerms(text)).toBe(terms);
  });

  it('keeps what marks mean in other scripts', () => {
    expect(indexTerms('かき')).not.toBe(indexTerms('がき'));
    expect(indexTerms('한국')).not.toBe(indexTerms('하구'));
    expect(indexTerms('การ')).not.toBe(indexTerms('กร'));
    expect(indexTerms('हिन्दी').split(' ')).toHaveLength(1);
    expect(indexTerms('ΟΔΟΣ')).toBe(indexTerms('οδός'));
  });

  it('puts a prefix before each term and stays within 84 bytes, as InnoDB wants', () => {
    const terms = createTermIndexer('xq')(`to be getUserName 知识 zoo ${'a'.repeat(500)} ${'ж'.repeat(500)}`).split(
      ' ',
    );
    for (const term of terms) {
      expect(term).toMatch(/^xq[a-z0-9]+$/);
      expect(term.length).toBeLessThanOrEqual(84);
    }
  });

  it('agrees with locateTerms, whose offsets point into the original', () => {
    const pieces = [
      'Café',
      'getUserName',
      '知识库',
      ' ',
      '-',
      'ガ',
      'ｶﾞ',
      '한국어',
      '🚀',
      '👩‍💻',
      'ß',
      '\u0301',
      'ﬁ',
      'жизнь',
      'ไทย',
      '1.2',
      '\n',
      'हिन्दी',
      '\u1112\u1161\u11ab',
      'HTML',
      'x',
      '①',
      '𝐀',
      'İ',
    ];
    let seed = 7;
    const random = (limit: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % limit;
    };
    for (let round = 0; round < 500; round += 1) {
      const text = Array.from({ length: random(12) }, () => pieces[random(pieces.length)] ?? '').join('');
      const located = locateTerms(text);
      expect(located.map(({ term }) => term).join(' '), JSON.stringify(text)).toBe(indexTerms(text));
      for (const { start, end } of located) {
        expect(start, JSON.stringify(text)).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }
    const [cafe, user] = [locateTerms('x Café'), locateTerms('getUserName')];
    expect(cafe.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [2, 6],
    ]);
    expect(user.find(({ term }) => term === 'user')).toMatchObject({ start: 3, end: 7 });
  });
});

describe('plain text', () => {
  /** What FTS5's tokenizer `ascii` makes of ASCII. */
  const tokensOf = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

  it.each([
    '',
    ' ',
    'a',
    'Plain words, 2 of them.',
    'AND or NOT',
    '1st 2FA H',
    `${'x'.repeat(64)} y`,
    "snake_case it's",
  ])('is its own terms: %j', (text) => {
    expect(isPlain(text)).toBe(true);
    expect(tokensOf(text).join(' ')).toBe(indexTerms(text));
  });

  it.each(['café', '知識', 'camelCase', 'HTMLParser', 'zebra', 'a Zoo', 'x'.repeat(65), 'h2O', 'a\u0301', '\ud800'])(
    'is not: %j',
    (text) => {
      expect(isPlain(text)).toBe(false);
    },
  );

  it('has the terms of the tokenizer: all texts of up to five of these characters', () => {
    let plain = 0;
    const extend = (text: string): void => {
      if (isPlain(text)) {
        plain += 1;
        if (tokensOf(text).join(' ') !== indexTerms(text)) expect.fail(JSON.stringify(text));
      }
      if (text.length < 5) for (const character of 'aABz1 _é') extend(text + character);
    };
    extend('');
    expect(plain).toBeGreaterThan(3_000);
  });

  it('is told in linear time', () => {
    expect(isPlain(`${'a 1 B 22 CC x9 '.repeat(20_000)}é`)).toBe(false);
    for (const text of ['a'.repeat(500_000), 'a '.repeat(250_000), `${'aB '.repeat(3)}${' '.repeat(500_000)}é`]) {
      expect(isPlain(text)).toBe(text === 'a '.repeat(250_000));
    }
  });
});
