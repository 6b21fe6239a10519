import { Fragment, type ReactNode, useMemo } from 'react';
import { type Block, blocksOf, piecesOf } from './markdown-blocks';

interface MarkdownProps {
  text: string;
  /** The level of its first headings. */
  under: 2 | 3 | 4;
  /** What a link becomes; without it, its words alone. */
  link?: (to: string, words: string) => ReactNode;
}

const CELL = 'px-3 py-2 text-left align-top first:pl-4 last:pr-4';

/** Text that comes with headings, lists and tables; nothing of it is taken for HTML. */
export function Markdown({ text, under, link }: MarkdownProps) {
  const blocks = useMemo(() => blocksOf(text), [text]);
  return (
    <div className="grid grid-cols-1 gap-4">
      {blocks.map((block, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text as a whole is what changes, if anything does
        <Fragment key={place}>{drawn(block, under, (one) => inline(one, link))}</Fragment>
      ))}
    </div>
  );
}

function drawn(block: Block, under: number, words: (text: string) => ReactNode): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(6, under + block.level - 1);
      const Tag = `h${level}` as 'h3';
      return (
        <Tag className={block.level === 1 ? 'text-lg font-semibold' : 'mt-2 font-semibold'}>
          {words(block.text)}
        </Tag>
      );
    }
    case 'text':
      return <p className="max-w-prose text-sm break-words">{words(block.text)}</p>;
    case 'code':
      return (
        <pre className="rounded-sm bg-raised px-3 py-2 text-sm break-words whitespace-pre-wrap">
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const Tag = block.ordered ? 'ol' : 'ul';
      return (
        <Tag
          className={`grid max-w-prose gap-1.5 pl-5 text-sm ${block.ordered ? 'list-decimal' : 'list-disc'}`}
        >
          {block.items.map((item) => (
            <li key={item}>{words(item)}</li>
          ))}
        </Tag>
      );
    }
    case 'table':
      return <Cells block={block} words={words} />;
  }
}

function Cells(props: { block: Block & { kind: 'table' }; words: (text: string) => ReactNode }) {
  const { head, rows } = props.block;
  const name = head.filter(Boolean).join(', ') || rows[0]?.[0] || '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, and a section would be a landmark for each table
    <div
      role="group"
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be pushed sideways must be reached by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line"
    >
      <table className="w-full border-collapse text-sm">
        {head.some(Boolean) && (
          <thead>
            <tr className="border-b border-line text-quiet">
              {head.map((cell, place) =>
                cell ? (
                  <th key={cell} scope="col" className={`${CELL} font-medium`}>
                    {cell}
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns without a name have nothing but their place
                  <td key={place} className={CELL} />
                ),
              )}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(([first = '', ...rest]) => (
            <tr key={first + rest.join()} className="border-b border-line last:border-0">
              <th scope="row" className={`${CELL} font-medium`}>
                {props.words(first)}
              </th>
              {rest.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns of a row may say the same
                <td key={place} className={`${CELL} break-words`}>
                  {props.words(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(text: string, link: MarkdownProps['link']): ReactNode {
  return piecesOf(text).map((piece, place) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line do not move
    const at = (node: ReactNode) => <Fragment key={place}>{node}</Fragment>;
    switch (piece.kind) {
      case 'code':
        return at(
          <code className="rounded-sm bg-raised px-1 py-0.5 text-[0.9em] break-words">{piece.text}</code>,
        );
      case 'strong':
        return at(<strong className="font-semibold">{piece.text}</strong>);
      case 'em':
        return at(<em>{piece.text}</em>);
      case 'link':
        return at(link ? link(piece.to, piece.text) : piece.text);
      default:
        return at(piece.text);
    }
  });
}
