// Runs before anything is drawn, so that the page never flashes in the wrong colours.
{
  const theme = localStorage.getItem('chalkline.theme');
  const dark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.look = localStorage.getItem('chalkline.look') ?? 'teams';
}
