import { namesAgree } from './same-name';

test.each([
  ['فاطمة حسن علي', 'فاطمه حسن على'],
  ['فاطمة حسن', 'فاطمة حسن علي محمود'],
  ['أحمد عبد الله سيد', 'احمد عبدالله'],
  ['عبد الرحمن نور الدين', 'عبدالرحمن نورالدين علي'],
  ['أم كلثوم إبراهيم', 'ام كلثوم ابراهيم البلتاجي'],
  ['فاطمة حسن', 'فاطمة'],
])('%s can be %s', (listed, registered) => {
  expect(namesAgree(listed, registered)).toBe(true);
});

test.each([
  ['another given name', 'سعاد حسن علي', 'فاطمة حسن علي'],
  ["another father's name", 'فاطمة محمود علي', 'فاطمة حسن علي'],
  ['one word alone', 'فاطمة', 'فاطمة حسن'],
  ["another father's name after one of two words", 'عبد الله محمود', 'عبدالله حسن'],
  ['the names the other way round', 'حسن فاطمة', 'فاطمة حسن'],
  ['a name that the registry has not', 'فاطمة', '-'],
])('%s is not the same: %s, %s', (_name, listed, registered) => {
  expect(namesAgree(listed, registered)).toBe(false);
});
