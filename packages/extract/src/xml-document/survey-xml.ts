import { parseXmlText } from '../xml/parse-xml.ts';

/** What an element holds: nothing but text, nothing but elements, both (a paragraph with marks), or nothing. */
export type ElementShape = 'text' | 'elements' | 'mixed' | 'empty';

/** The shape of every element, in the order of their start tags. */
export function surveyXml(text: string): readonly ElementShape[] {
  const shapes: ElementShape[] = [];
  const open: number[] = [];
  parseXmlText(text, {
    open() {
      const parent = open.at(-1);
      if (parent !== undefined)
        shapes[parent] = shapes[parent] === 'empty' || shapes[parent] === 'elements' ? 'elements' : 'mixed';
      open.push(shapes.length);
      shapes.push('empty');
    },
    text(data) {
      const current = open.at(-1);
      if (current === undefined || !/\S/.test(data)) return;
      shapes[current] = shapes[current] === 'empty' || shapes[current] === 'text' ? 'text' : 'mixed';
    },
    close() {
      open.pop();
    },
  });
  return shapes;
}
