import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { SIZES, type Size, settled, window } from './house';

const PASSWORD = 'four quiet words here';

/** The stars in the middle of a page of a title. */
function stars(page: Page) {
  return page.getByRole('slider', { name: /^Your rating of/ }).first();
}

for (const size of Object.keys(SIZES) as Size[]) {
  test(`a newcomer finds something to watch, says what they think, and leaves (${size})`, async () => {
    const { page, faults } = await window(size);

    // Register.
    await page.goto('/');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Name').fill(`newcomer.${size}`);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create the account' }).click();

    // The way to every screen is there from now on.
    await page.getByRole('link', { name: 'Explore' }).waitFor();

    // Where they watch, then the grid: four answers, and suggestions beside it.
    await page.getByRole('heading', { name: 'Where do you watch?' }).waitFor();
    await page.getByLabel('Country').selectOption({ index: 1 });
    await page.getByRole('checkbox').first().locator('xpath=..').click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Teach it your taste' }).waitFor();
    const answers = ['Loved', 'Loved', 'Not for me', 'Fine'];
    await page.getByRole('button', { name: 'Loved', exact: true }).nth(3).waitFor();
    for (const [place, answer] of answers.entries()) {
      // By keys alone on a desk: the first poster is marked, and each answer leads to the next.
      if (size === 'desk')
        await page.keyboard.press(String(['Loved', 'Fine', 'Not for me'].indexOf(answer) + 1));
      else await page.getByRole('button', { name: answer, exact: true }).nth(place).click();
    }
    const strip = page.getByRole('region', { name: 'What we would suggest' });
    await strip.getByRole('listitem').first().waitFor();
    expect(await page.getByText(/^4 titles/).count()).toBe(1);
    await page.getByRole('link', { name: 'Show me my evening' }).click();

    // Home: one pick with a reason; another one at a press.
    const pick = page.locator('#tonight');
    await pick.waitFor();
    const first = await pick.textContent();
    await page.getByRole('button', { name: 'Another' }).click();
    await expect.poll(() => pick.textContent()).not.toBe(first);

    // Search for a title by the keyboard, rate it, take it back.
    await page.locator('body').press('/');
    await page.getByRole('combobox').fill('the');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/titles/*');
    await settled(page);
    const before = await stars(page).getAttribute('aria-valuetext');
    await stars(page).focus();
    await page.keyboard.press('4');
    await page.getByText(/^You gave .+ 4 stars$/).waitFor();
    expect(await stars(page).getAttribute('aria-valuetext')).toBe('4.0 of 5 stars');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => stars(page).getAttribute('aria-valuetext')).toBe(before);

    await settled(page);

    // Without a connection a rating waits, and is sent once there is one.
    await page.context().setOffline(true);
    await stars(page).focus();
    await page.keyboard.press('3');
    await page.getByText('1 change waits for a connection').waitFor();
    expect(await stars(page).getAttribute('aria-valuetext')).toBe('3.0 of 5 stars');
    await page.context().setOffline(false);
    await page.getByText('1 change sent').waitFor();
    const id = page.url().split('/').at(-1);
    const kept = await page.request.get(`/api/v1/titles/${id}/ratings`);
    expect((await kept.json()).mine.stars).toBe(3);

    // Each of the other screens is there.
    for (const path of ['/explore', '/library', '/compare', '/me']) {
      await page.goto(path);
      await settled(page);
      expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1);
    }
    expect(faults.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  }, 180_000);
}
