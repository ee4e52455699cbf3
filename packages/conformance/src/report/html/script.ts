/**
 * What the page does by itself: shows octets where they are asked for, and opens the case that a link points at.
 * Without scripts the page reads the same, and its octets are in evidence/.
 */
export const SCRIPT = `
const dump = (octets) => {
  const lines = [];
  for (let offset = 0; offset < octets.length; offset += 16) {
    const row = [...octets.slice(offset, offset + 16)].map((octet) => octet.charCodeAt(0));
    const hex = row.map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((octet) => (octet >= 32 && octet < 127 ? String.fromCharCode(octet) : '.')).join('');
    lines.push(offset.toString(16).padStart(4, '0') + '  ' + hex.padEnd(47) + '  ' + text);
  }
  return lines.join('\\n');
};
for (const one of document.querySelectorAll('[data-octets]')) {
  one.addEventListener('toggle', () => {
    if (one.querySelector('pre')) return;
    const pre = document.createElement('pre');
    pre.textContent = dump(atob(one.dataset.octets));
    one.append(pre);
  });
}
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target) target.open = true;
};
addEventListener('hashchange', reveal);
reveal();
`;
