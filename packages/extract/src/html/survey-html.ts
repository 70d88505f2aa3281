import type { ParserOptions } from 'htmlparser2';
import { parseHtml } from './bounded-parser.ts';

/** What must be known of a page before its first tag is written. */
export interface HtmlSurvey {
  readonly title: string;
  readonly author: string;
  readonly description: string;
  /** Of `<base>`, when it is an absolute web address. */
  readonly base: string | undefined;
  /** One per `<table>`, in the order of their start tags. */
  readonly tables: readonly TableSurvey[];
}

export interface TableSurvey {
  /** It arranges the page instead of holding data: a table inside a table, or one column only. */
  layout: boolean;
  /** Cells of the widest row, as written. */
  cells: number;
}

const maxFieldLength = 1000;
const maxAddressLength = 2048;

export function surveyHtml(text: string, parsing: ParserOptions): HtmlSurvey {
  const tables: TableSurvey[] = [];
  const open: { survey: TableSurvey; cells: number }[] = [];
  const found = { title: '', author: '', description: '' };
  let base: string | undefined;
  let inTitle = false;
  let titleDone = false;
  parseHtml(
    text,
    {
      onopentag(name, attributes) {
        const table = open.at(-1);
        if (name === 'table') {
          for (const outer of open) outer.survey.layout = true;
          // Outer tables are marked already, so that deep nesting costs nothing.
          open.splice(0, open.length - 1);
          const survey = { layout: attributes.role === 'presentation', cells: 0 };
          tables.push(survey);
          open.push({ survey, cells: 0 });
        } else if (name === 'tr' && table) table.cells = 0;
        else if ((name === 'td' || name === 'th') && table) {
          table.cells++;
          table.survey.cells = Math.max(table.survey.cells, table.cells);
        } else if (name === 'title' && !titleDone) inTitle = true;
        else if (name === 'base' && base === undefined) base = readBase(attributes.href);
        else if (name === 'meta') {
          const field = attributes.name?.toLowerCase();
          if (field === 'author' || field === 'description') found[field] = cut(attributes.content ?? '');
        }
      },
      ontext(data) {
        if (inTitle && found.title.length < maxFieldLength) found.title += data;
      },
      onclosetag(name) {
        if (name === 'title' && inTitle) {
          inTitle = false;
          titleDone = true;
        } else if (name === 'table') {
          const closed = open.pop();
          if (closed && closed.survey.cells <= 1) closed.survey.layout = true;
        }
      },
    },
    parsing,
  );
  return { ...found, title: cut(found.title), base, tables };
}

function cut(value: string): string {
  return value.replace(/\s+/g, ' ').trim().slice(0, maxFieldLength).toWellFormed();
}

function readBase(href: string | undefined): string | undefined {
  if (href === undefined || href.length > maxAddressLength) return undefined;
  const url = URL.parse(href);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}
