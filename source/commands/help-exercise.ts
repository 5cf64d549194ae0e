/** The help of `shipworthy exercise`. */
export const exercise = `shipworthy exercise: practise on a small app with one gap

  shipworthy exercise [folder]            every exercise, and where you stand
  shipworthy exercise <name> [folder]     write one into an empty or a new folder
                                          (default: a folder of its name)
  shipworthy exercise check [folder]      are you done? Starts the app on this
                                          machine, tries it, and reads the code
  shipworthy exercise hint [folder]       one hint more, of three
  shipworthy exercise reset [folder]      the start again; your edits are copied

  --yes                          reset although you changed files
  --solution                     with hint, when all three were given: one way
  --format text|json             how to print it (default: text)

Offline, and nothing has to be installed. The app of a folder is started only
when shipworthy wrote that folder for you, and only by check.

Exit codes: 0 done, or closed · 1 still open · 2 used wrongly

Examples
  shipworthy exercise forged-webhook
  cd forged-webhook && shipworthy exercise check
`;
