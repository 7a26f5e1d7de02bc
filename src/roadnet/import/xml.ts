import sax from 'sax';
import { InputFaults } from '../../kernel/faults.ts';

/** One element of an XML document with the line where it begins, counted from 1. */
export interface XmlElement {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
}

/**
 * The root element of an XML text; text between elements, comments and processing instructions are not kept.
 * @throws InputFaults with the line at which the text stops being XML.
 */
export function parseXml(source: string, text: string): XmlElement {
  const parser = sax.parser(true, { position: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let line = 0;
  parser.onopentagstart = () => {
    line = parser.line + 1;
  };
  parser.onopentag = ({ name, attributes }) => {
    const element: OpenElement = { name, line, attributes: attributes as Record<string, string>, children: [] };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  };
  parser.onclosetag = () => {
    open.pop();
  };
  parser.onerror = (error) => {
    const what = error.message.split('\n')[0];
    throw new InputFaults(source, [{ path: `line ${parser.line + 1}`, value: undefined, advice: `is no valid XML: ${what}` }]);
  };
  parser.write(text).close();
  if (root === undefined) throw new InputFaults(source, [{ path: '', value: undefined, advice: 'is empty: expected XML' }]);
  return root;
}
