// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { en } from '@/lib/messages/en';
import { MessagesProvider } from '@/lib/messages/provider';
import { afterKey, Stars } from './stars';

afterEach(cleanup);

function shown(value: number | null, onChange: (stars: number | null) => void) {
  render(
    <MessagesProvider language="en" catalogue={en}>
      <Stars value={value} title="Alien" onChange={onChange} />
    </MessagesProvider>,
  );
  const stars = screen.getByRole('slider', { name: 'Your rating of Alien' });
  stars.getBoundingClientRect = () => ({ left: 100, width: 200, top: 0, height: 40 }) as DOMRect;
  return stars;
}

test.each([
  ['ArrowRight', null, 0.5],
  ['ArrowRight', 5, 5],
  ['ArrowLeft', 3, 2.5],
  ['ArrowLeft', 0.5, 0.5],
  ['End', 1, 5],
  ['Home', 4, 0.5],
  ['3', 1, 3],
  ['Delete', 4, null],
  ['6', 4, undefined],
  ['a', 4, undefined],
] as const)('%s makes %s stars to %s', (key, now, next) => {
  expect(afterKey(key, now)).toBe(next);
});

test('several presses of a key count as one change', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const onChange = vi.fn();
  shown(3, onChange).focus();
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  await user.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('4.5 of 5 stars');
  act(() => vi.advanceTimersByTime(1000));
  expect(onChange.mock.calls).toEqual([[4.5]]);
  vi.useRealTimers();
});

test('leaving keeps what was typed', async () => {
  const onChange = vi.fn();
  shown(null, onChange).focus();
  await userEvent.keyboard('4{Tab}');
  expect(onChange.mock.calls).toEqual([[4]]);
});

test.each([
  [101, 0.5],
  [139, 1],
  [141, 1.5],
  [300, 5],
])('a click at %i gives %f stars', (clientX, stars) => {
  const onChange = vi.fn();
  const slider = shown(null, onChange);
  fireEvent.pointerDown(slider, { clientX, pointerType: 'mouse' });
  fireEvent.pointerUp(slider, { clientX, pointerType: 'mouse' });
  expect(onChange.mock.calls).toEqual([[stars]]);
});

test('leaving the page keeps what was typed', async () => {
  const onChange = vi.fn();
  shown(null, onChange).focus();
  await userEvent.keyboard('2');
  cleanup();
  expect(onChange.mock.calls).toEqual([[2]]);
});
