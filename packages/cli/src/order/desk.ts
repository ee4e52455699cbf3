import type { CardOnDesk } from '@banc-gap/mock-pfcng';

/** One line for each card: its number and PIN, and whose it is. */
export function deskText(desk: readonly CardOnDesk[]): string {
  return desk
    .map(({ card: { number, type, structure, holder, environment, state }, pin }) => {
      const name = holder === null ? '(service)' : `${holder.givenName} ${holder.familyName}`;
      const remark = [environment, ...(state === 'active' ? [] : [state])].join(', ');
      return `  ${number}  PIN ${pin}  ${type}  ${name}, ${structure} (${remark})\n`;
    })
    .join('');
}
