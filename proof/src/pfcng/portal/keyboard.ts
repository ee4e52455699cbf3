import type { Locator, Page } from 'playwright-core';

const MOST_KEYS = 200;

interface Document {
  readonly document: { readonly activeElement: unknown };
}

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate(
    (element: unknown) => element === (globalThis as unknown as Document).document.activeElement,
  );

/** Somebody who has a keyboard and nothing else. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Tabs on until the target has the focus, and shows it. */
  async to(target: Locator): Promise<void> {
    await target.waitFor();
    for (let keys = 0; keys < MOST_KEYS; keys += 1) {
      if (await isFocused(target)) return this.#assertVisible(target);
      await this.#page.keyboard.press('Tab');
    }
    throw new Error(`no Tab leads to ${target}`);
  }

  async type(label: string, text: string): Promise<void> {
    await this.to(this.#page.getByLabel(label, { exact: true }));
    await this.#page.keyboard.press('Control+A');
    await this.#page.keyboard.insertText(text);
  }

  async tick(label: string): Promise<void> {
    await this.to(this.#page.getByRole('checkbox', { name: label, exact: true }));
    await this.#page.keyboard.press('Space');
  }

  /** Of radio buttons, Tab reaches one and the arrows the others. */
  async choose(name: string | RegExp): Promise<void> {
    const radio = this.#page.getByRole('radio', { name });
    const group = `input[name="${await radio.getAttribute('name')}"]`;
    for (let keys = 0; keys < MOST_KEYS; keys += 1) {
      if (await this.#page.evaluate(`document.activeElement.matches('${group}')`)) break;
      await this.#page.keyboard.press('Tab');
    }
    if (await radio.isChecked()) return;
    await this.#page.keyboard.press('Space');
    for (let keys = 0; keys < MOST_KEYS && !(await radio.isChecked()); keys += 1)
      await this.#page.keyboard.press('ArrowDown');
  }

  async select(label: string, option: string | RegExp): Promise<void> {
    const list = this.#page.getByLabel(label, { exact: true });
    const wanted = await list.locator('option', { hasText: option }).first().getAttribute('value');
    await this.to(list);
    await this.#page.keyboard.press('Home');
    for (let keys = 0; keys < MOST_KEYS && (await list.inputValue()) !== wanted; keys += 1)
      await this.#page.keyboard.press('ArrowDown');
  }

  async press(name: string | RegExp): Promise<void> {
    await this.to(this.#page.getByRole('button', { name, exact: typeof name === 'string' }).first());
    await this.#page.keyboard.press('Enter');
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.to(this.#page.getByRole('link', { name, exact: typeof name === 'string' }).first());
    await this.#page.keyboard.press('Enter');
  }

  async #assertVisible(target: Locator): Promise<void> {
    const outline = await this.#page.evaluate(
      'getComputedStyle(document.activeElement.closest(".card") ?? document.activeElement).outlineStyle',
    );
    if (outline === 'none') throw new Error(`nothing shows that ${target} has the focus`);
  }
}
