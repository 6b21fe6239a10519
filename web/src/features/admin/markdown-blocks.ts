/** As much of Markdown as model cards and runbooks are written in. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'code'; text: string };

export type Piece =
  | { kind: 'plain' | 'code' | 'strong' | 'em'; text: string }
  | { kind: 'link'; text: string; to: string };

const ITEM = /^(?:[-*]|\d+\.)\s+/;
const PIECES = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** What stands between blank lines; a list goes on in lines that are set in. */
export function blocksOf(text: string): Block[] {
  const found: Block[] = [];
  let code: string[] | null = null;
  let part: string[] = [];
  const close = () => {
    if (part.length) found.push(blockOf(part));
    part = [];
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) {
      close();
      if (code) found.push({ kind: 'code', text: code.join('\n') });
      code = code ? null : [];
    } else if (code) code.push(line);
    else if (!line.trim()) close();
    else {
      if (/^#{1,6} /.test(line)) close();
      part.push(line);
      if (/^#{1,6} /.test(line)) close();
    }
  }
  close();
  return found;
}

function blockOf(lines: string[]): Block {
  const [first = ''] = lines;
  const heading = /^(#{1,6}) (.+)$/.exec(first);
  if (heading) return { kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' };
  if (first.startsWith('|')) return tableOf(lines);
  if (ITEM.test(first)) return { kind: 'list', ordered: /^\d/.test(first), items: itemsOf(lines) };
  return { kind: 'text', text: lines.join(' ') };
}

function itemsOf(lines: string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`.trim());
  }
  return items;
}

function tableOf(lines: string[]): Block {
  const cells = (line: string) =>
    line
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim());
  const [head = '', , ...rows] = lines;
  return { kind: 'table', head: cells(head), rows: rows.map(cells) };
}

/** What is code, strong or a link in a line, and what stands between. */
export function piecesOf(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(PIECES)) {
    if (match.index > from) found.push({ kind: 'plain', text: text.slice(from, match.index) });
    const [whole, code, strong, em, name, to] = match;
    if (code !== undefined) found.push({ kind: 'code', text: code });
    else if (strong !== undefined) found.push({ kind: 'strong', text: strong });
    else if (em !== undefined) found.push({ kind: 'em', text: em });
    else found.push({ kind: 'link', text: name ?? '', to: to ?? '' });
    from = match.index + whole.length;
  }
  if (from < text.length) found.push({ kind: 'plain', text: text.slice(from) });
  return found;
}
