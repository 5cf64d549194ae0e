/** The Node that runs the built program: the one that runs the tests, or another version that is named. */
export const node = process.env.SHIPWORTHY_NODE ?? process.execPath;
