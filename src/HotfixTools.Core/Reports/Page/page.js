// The page is whole without this. What it adds: filter, sort, copy, and times where the reader is.
(() => {
  'use strict';
  document.documentElement.classList.add('js');

  const only = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const grouped = new Intl.NumberFormat('en');
  const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

  // Times are made local where they are looked at: a fleet has thousands.
  const pad = number => String(number).padStart(2, '0');
  function localText(date) {
    const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts(date).find(part => part.type === 'timeZoneName');
    return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())} ${zone ? zone.value : ''}`.trim();
  }

  function makeLocal(root) {
    for (const time of all('time:not([title])', root)) {
      time.title = time.textContent;
      time.textContent = localText(new Date(time.dateTime));
    }
  }

  // Of a large fleet the browser has read the hotfixes as text alone; every "<" in it that is not markup is encoded.
  const entities = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", '#96': '`' };
  const unread = part => only(':scope > .body > noscript', part);

  function read(part) {
    const text = unread(part);
    if (text) {
      text.parentElement.innerHTML = text.textContent;
    }
  }

  function wordsOf(part) {
    const text = unread(part);
    return text ? text.textContent.replace(/<[^>]*>/g, ' ').replace(/&(lt|gt|amp|quot|#39|#96);/g, (_, name) => entities[name]) : part.textContent;
  }

  function say(text) {
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { only('#shown').textContent = text; }, 150);
  }

  // What there is, read when somebody first filters.
  let known;
  function know() {
    if (known) {
      return known;
    }
    known = { repositories: new Map(), findings: all('.group li'), groups: all('.group'), more: all('details.more') };
    for (const row of only('#fleet').tBodies[0].rows) {
      known.repositories.set(row.dataset.r, { row, parts: [], kinds: row.dataset.kind.split(' '), state: row.dataset.state, text: row.textContent });
    }
    for (const part of all('details.fix')) {
      const repository = known.repositories.get(part.dataset.r);
      repository.parts.push(part);
      repository.text += ' ' + wordsOf(part);
    }
    for (const item of known.findings) {
      known.repositories.get(item.dataset.r).text += ' ' + item.textContent;
    }
    for (const repository of known.repositories.values()) {
      repository.text = repository.text.toLowerCase();
    }
    return known;
  }

  const pressed = kind => new Set(all(`.chip[data-${kind}][aria-pressed=true]`).map(chip => chip.dataset[kind]));

  function filter() {
    const { repositories, findings, groups, more } = know();
    const words = only('#words').value.toLowerCase().split(/\s+/).filter(Boolean);
    const [kinds, states] = [pressed('kind'), pressed('state')];
    const isOn = words.length > 0 || kinds.size > 0 || states.size > 0;
    const shown = new Set();
    for (const [number, repository] of repositories) {
      const fits = words.every(word => repository.text.includes(word))
        && (kinds.size === 0 || repository.kinds.some(kind => kinds.has(kind)))
        && (states.size === 0 || states.has(repository.state));
      repository.row.hidden = !fits;
      for (const part of repository.parts) {
        part.hidden = !fits;
      }
      if (fits) {
        shown.add(number);
      }
    }
    for (const item of findings) {
      item.hidden = !shown.has(item.dataset.r) || (kinds.size > 0 && !kinds.has(item.dataset.kind));
    }
    for (const group of groups) {
      const count = all('li:not([hidden])', group).length;
      group.hidden = count === 0;
      only('.count', group).textContent = grouped.format(count);
    }
    for (const rest of more) {
      const count = all('li:not([hidden])', rest).length;
      rest.hidden = count === 0;
      rest.open = isOn;
      only('summary', rest).textContent = `${grouped.format(count)} more`;
    }
    say(`${grouped.format(shown.size)} of ${grouped.format(repositories.size)} ${repositories.size === 1 ? 'repository' : 'repositories'} shown`);
  }

  function sort(button) {
    const header = button.closest('th');
    const body = only('#fleet').tBodies[0];
    const isNumber = header.hasAttribute('data-number');
    const before = header.getAttribute('aria-sort');
    // What is most comes first where it is numbers, as the reader looks for what is worst or oldest.
    const isDown = before ? before === 'ascending' : isNumber;
    for (const other of header.parentElement.cells) {
      other.removeAttribute('aria-sort');
    }
    header.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
    const place = header.cellIndex;
    const keyed = [...body.rows].map(row => ({ row, key: isNumber ? Number(row.cells[place].dataset.k) : row.cells[place].textContent }));
    keyed.sort(isNumber ? (a, b) => a.key - b.key : (a, b) => (a.key === '') - (b.key === '') || byText.compare(a.key, b.key));
    if (isDown) {
      keyed.reverse();
    }
    const rows = document.createDocumentFragment();
    for (const { row } of keyed) {
      rows.append(row);
    }
    body.append(rows);
    say(`Sorted by ${button.textContent}, ${isDown ? 'descending' : 'ascending'}`);
  }

  async function copy(button) {
    const code = button.previousElementSibling;
    let isCopied = true;
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(code);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      isCopied = document.execCommand('copy');
    }
    const text = isCopied ? 'Copied' : 'Selected';
    button.textContent = text;
    say(`${text}: ${code.textContent}`);
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  }

  function reveal(place) {
    for (let part = place; part; part = part.parentElement) {
      if (part instanceof HTMLDetailsElement) {
        read(part);
        part.open = true;
      }
    }
  }

  document.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button?.matches('.copy')) {
      copy(button);
    } else if (button?.matches('.chip')) {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      filter();
    } else if (button?.matches('.sort')) {
      sort(button);
    }
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      reveal(document.getElementById(link.getAttribute('href').slice(1)));
    }
  });
  document.addEventListener('input', event => {
    if (event.target.id === 'words') {
      filter();
    }
  });
  document.addEventListener('toggle', event => {
    if (event.target.open) {
      read(event.target);
      makeLocal(event.target);
    }
  }, true);

  // Paper cannot be clicked.
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = all('details:not([open])');
    closed.forEach(part => {
      read(part);
      part.open = true;
    });
  });
  addEventListener('afterprint', () => {
    closed.forEach(part => { part.open = false; });
    closed = [];
  });

  document.addEventListener('DOMContentLoaded', () => {
    for (const header of all('#fleet thead th')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.append(...header.childNodes);
      header.append(button);
    }
    makeLocal(only('header'));
    all('details.fix[open]').forEach(makeLocal);
    if (location.hash.length > 1) {
      reveal(document.getElementById(location.hash.slice(1)));
    }
  });
})();
