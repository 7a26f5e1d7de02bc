/** Rows of a CSV text by the names in its first line, empty ones left out; fields may be quoted. Of columns of one name the first counts. */
export function parseCsv(text: string): ReadonlyMap<string, string>[] {
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => /[^,]/.test(line));
  const names = fieldsOf(head);
  return lines.map((line) => {
    const fields = fieldsOf(line);
    return new Map(names.map((name, i) => [name, fields[i] ?? ''] as const).reverse());
  });
}

function fieldsOf(line: string): string[] {
  const fields = `,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...fields].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '');
}
