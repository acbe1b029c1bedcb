<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>ChatPage</name>
    <message>
        <source>Title of the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is kept. Begin a new chat to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Look at {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An attachment. Enter opens it, Delete removes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Attach a text file</source>
        <extracomment>Milliseconds without a key after which the tokens are counted. What may be typed behind a slash; asked each time one is.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens of this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach a text file; it can be dropped here, too</source>
        <extracomment>At the end of the row, before the button: what others have to say about the message.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tokens, as the model counts them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {count} tokens; a loaded model counts them exactly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is still answering. {keys} stops it and sends this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what to do with the attachment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the message ({keys})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConversationsModel</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
</context>
<context>
    <name>ConversationsPanel</name>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Begin a new chat (Ctrl+N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CopyCode</name>
    <message>
        <source>Copy code: {language}</source>
        <extracomment>Milliseconds for which a button says that it has copied.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>Licence: {name}</source>
        <extracomment>What a person may ask first. Short tasks that a small model does well.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>Retry</source>
        <extracomment>What the buttons under a failure do, and their words.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the oldest messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make more room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep all and stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>{share} {size}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} answers from now on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MemoryBar</name>
    <message>
        <source>Main memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} more than is free for a model here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageActions</name>
    <message>
        <source>Continue the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this and what follows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageEdit</name>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends, Shift and Enter begin a new line, Escape stops the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Control and Enter send, Enter begins a new line, Escape stops the answer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Edit answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter keeps the change, Shift and Enter begin a new line, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer as it was stays beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message as it was stays beside it, with its answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it as it was (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it beside the answer (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it as a new branch (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageText</name>
    <message>
        <source>[Picture]</source>
        <extracomment>Start and end of inline code, in positions from `start` on. Whether a table&apos;s columns run from right to left. The colours of code: start and end in its text, in UTF-16 units, and the token. The code that was coloured to its end.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>[Picture: {name}]</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>edited</source>
        <extracomment>Pixels around a message&apos;s words, where the ring of the focus is drawn.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close the notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>Differs from what is recommended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PromptPart</name>
    <message>
        <source>System prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: the model answers as it was trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model is told before the first message, in every answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use for new chats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin every new chat with this system prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the publisher’s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the system prompt that its publisher ships with the model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shelving</name>
    <message>
        <source>Archived “{title}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) archived.</source>
        <translation>
            <numerusform>%n conversation archivée.</numerusform>
            <numerusform>%n conversations archivées.</numerusform>
        </translation>
    </message>
    <message>
        <source>New folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted “{title}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) deleted.</source>
        <translation>
            <numerusform>%n conversation supprimée.</numerusform>
            <numerusform>%n conversations supprimées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted the folder “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Begin a new chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your conversations will be here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SidebarDelegate</name>
    <message>
        <source>New name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter keeps it, Escape leaves the name as it was.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SidebarModel</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{month} {year}</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>La semaine dernière</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{name}, {state}, %n conversation(s)</source>
        <translation>
            <numerusform>{name}, {state}, %n conversation</numerusform>
            <numerusform>{name}, {state}, %n conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Folder {name}, {state}, %n conversation(s)</source>
        <translation>
            <numerusform>Dossier {name}, {state}, %n conversation</numerusform>
            <numerusform>Dossier {name}, {state}, %n conversations</numerusform>
        </translation>
    </message>
    <message>
        <source>{title}, an answer is being written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, with a new answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, in the folder {folder}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SidebarView</name>
    <message>
        <source>List of conversations</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SlashList</name>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {title}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Previous version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {number} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Transcript</source>
        <extracomment>Bounds of the time between two layouts of streaming text, in milliseconds. The part of the time that laying out may take. Where the processor has few cores, what the window takes the engine lacks: it waits for its slowest thread at every layer of the model.</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this line; undo stays in the menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 message deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} messages deleted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New chat</source>
        <translation>&amp;Nouvelle discussion</translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this chat in another window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open model file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the &amp;starter model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>O&amp;ffline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make no connection to any other computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Answer again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Con&amp;tinue the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre&amp;vious version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete message and what &amp;follows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo the deletion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the &amp;message box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message &amp;above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message &amp;below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the engine&apos;s &amp;log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Parley</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>{what} ({keys})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>attachments</name>
    <message>
        <source>{count} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{length}. The first {count} characters are shown; all of it is sent.</source>
        <extracomment>Characters that are shown; the rest is said. A box with megabytes in one line is slow.</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>; it looks like {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A grammar and a JSON schema exclude each other. Empty one of the two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A graphics card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A preset needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A prompt needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small English model by Hugging Face with the Llama architecture: 135 million weights, 98 MB, 8,192 tokens of context. Quick on any computer; often wrong about facts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unexpected error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program keeps the file with your conversations, {1}, busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for more, or have it answered again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach a file with text in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach the files that you mean, one by one or together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach the part of it that matters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin the conversation with a message of your own, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it and save again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its permissions and that its disk is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its rules; one must be named root.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the disk is there and that the file and its folder may be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path; the adapter must be a GGUF file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions there, or import it without --move.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a JSON file from “Export” in the prompt library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that was exported from Parley.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that holds .gguf files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model file whose name ends in .gguf, or download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model file whose name ends in .gguf.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model, then send again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a value from {1} to {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a whole number from 0 to {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another command, or none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file of this model, or give a template of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file of this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model, or update Parley when its engine supports this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another one, or begin a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose from: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose it where it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one that is there ({1}) or give the path of a .gguf file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the .gguf file in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the first part instead: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that the models are in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model&apos;s instruct or chat version, or give a template of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model&apos;s own file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Parley and start it again; if it stays so, install it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs and try again; if it stays so, install Parley again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller context, or a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, or load a smaller model or context; then send again: the engine is started anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continued by {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the text out of it and paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct or remove them in the settings file, then start Parley again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the schema.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download it again, or choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download it again; the download was probably cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download the missing part into the same folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything else is still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch it again with {1}, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch it with “parley pull {1}”, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, for example by removing a model you no longer use, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or import it without --move to use it where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get a newer conversion of this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get it again from where it came, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the ordinary (little-endian) file of this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give -1000 to forbid a token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a schema like {…}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it as year-month-day, for example 2026-01-31.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give only one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give shares from 0, not all of them 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the parts their names back: name-00001-of-{1}.gguf, and so on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the path of a .gguf file, or put one into {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the server as host:port, as in 127.0.0.1:50052.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have it answered again instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have the disk checked before anything else is stored on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Parley again, or choose another model file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Parley again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be used where it is: import it without --move.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no rule called root, with which every grammar begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has the same content as “{1}” ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was copied; {1} could not be deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was left as it is, and nothing was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was only read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its last words: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its path is not valid text, so the engine cannot open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its tokens are 0 to {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its vision part is in the same file, as only Ollama&apos;s own engine reads it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave CPU out: it computes the layers that no other device gets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the oldest messages, load the model with a larger context, or start a new chat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the oldest messages, or begin a new conversation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave that out and check the answer, or use types, properties, items, enum, const, pattern, and the lengths of strings and lists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the server out, or build the engine with GGML_RPC=ON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the download end, and choose the file that it leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {1} cannot be read from “{2}” on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {1} closes a bracket that is not open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {1} uses {2}, which has no rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it readable, or copy its text and paste it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it writable, or set PARLEY_HOME to a folder that is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make that folder writable and start Parley again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make that folder writable and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make that folder writable, or set PARLEY_HOME to a folder that is, and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the file readable, or move it away to start with the defaults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name each device once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the devices, and give a share for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name tokens by their number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No copy was found in {1}: put a backup of your own in its place,</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No part of the model was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nor were {1} more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Nothing was dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One part of the model was given twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Parley again and continue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other messages follow this answer, so it cannot be continued.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parley cannot write to its folder {1} ({2}).</source>
        <translation>Parley ne peut pas écrire dans son dossier {1} ({2}).</translation>
    </message>
    <message>
        <source>Parley cannot {1} while it is offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parley did not connect to {1}, because it is offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parley was closed before the answer was complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a copy from {1} in its place (the newest is {2}),</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back, fetch it again, or forget it with “parley remove {1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back, or remove the model with parley remove.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it; it would end every answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename one of the two, or import it without --move.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the file or its folder, and import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run scripts/run.py again, which builds it for this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it under a name again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save what is set under another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which, for example {1}:{2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a message instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a message; the model is loaded for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a new message instead of continuing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again: the engine is started anew. The log says what it did last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again: the model is loaded anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the next message as usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set flash attention to auto or on, or take f16 for the V cache.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten the message, or load the model with a larger context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small, quick and offline. Expect simple answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Parley ({1}). What was saved before is still there. The details are in {2}; please report them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the device again, or load the model without it, on the processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a server on this computer; the engine reaches nothing beyond it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take another name, or overwrite that one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take every part of one build, each once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take f16 for the KV cache, or set flash attention to auto.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it in with “parley import” first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The LoRA file {1} cannot be used with this model{2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bracket opened in line {1} is not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation has {1} tokens, more than the context of {2} can hold with room for an answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation is complete and stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversations could not be copied to {1} before a change of their format ({2}), so nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversations in {1} were written by a newer Parley (format {2}; this one knows up to {3}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversations that were in it are still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy of “{1}” is not what was read: the disk or the memory fails.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: there is no room to write {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine could not be started ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine could not compute the answer (code {1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine could not load {1}: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine could not make a context for {1}: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine crashed ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine crashed while it was asked ({1}).{2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine did not stop in time and was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine did not understand a command ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine does not know the architecture {1} of {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (exit code {1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine gave no answer within {1} seconds and was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine gave no sign for a long time and was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is of another version than Parley.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine library cannot be used on this computer ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine met an error of its own ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was ended from outside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine was killed: by the system, if memory ran out, or by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file as it was is kept as {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds more than {1} presets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds no presets that Parley can read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds something other than presets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is not a GGUF model{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is the first of {1} parts, but its name does not say so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file may be damaged: get it again, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was only read, not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was written by a newer Parley.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your conversations, {1}, could not be opened or written ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your conversations, {1}, is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file “{1}” is part {2} of {3} of a model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file “{1}” is {2}, which belongs to a model and is none itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {1} could not be created ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fonts and icons of Parley are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The imported folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The imported folder {1} is not there; its disk may be missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last answer did not fail for lack of context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last message alone does not fit: the prompt has {1} tokens, and {2} fit into the context of {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model cannot run with these options: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model could not be moved to {1} ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file does not name its architecture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file has GGUF version {1}, which engines no longer read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file has GGUF version {1}; this program reads versions 2 and 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file is damaged: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file is incomplete: it has {1} bytes and needs at least {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file was made for a big-endian machine, and this one is little-endian.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file “{1}” cannot be read: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model file “{1}” is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has {1} parts, and {2} missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has {1} parts, and “{2}” is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has {1} parts, but a part {2} was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is still answering in this conversation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was trained for {1} tokens; the context is {2} instead of {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s chat template cannot be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s chat template leaves out the answer that is to be continued.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s chat template refused this conversation: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of a prompt may have {1} characters; this one has more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The oldest message was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The option {1} {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts belong to differently split models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts that are there were only read, not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset “{1}” has a wrong value for {2}. {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset “{1}” has load options that cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The projector of “{1}” is gone, so it sees no images any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt library is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setting {1} cannot be {2}. It must be {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings could not be saved to {1} ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file is damaged, so the defaults are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in {1} could not be read ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in {1} were written by a newer Parley (version {2}; this one knows up to {3}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings saved before are still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The starter model is not part of this installation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text of a prompt may have {1} characters; “{2}” has more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window and the engine are of different versions: restart Parley.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {1} oldest messages were</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {1} options in the settings cannot be used ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a preset “{1}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a prompt called “{1}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is another file at “{1}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no GGUF model in “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no LoRA file at {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no answer to continue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file at “{1}” any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no message to answer yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model called “{1}” on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model file at “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for “{1}”: it has {2}, and {3} can be taken where the models are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no setting called {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was no place left in the model&apos;s memory for this answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was not enough memory for a context of {1} tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was not enough memory to compute with this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was not enough memory to load {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer is complete, so there is nothing to continue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be used ({1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This conversation was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This engine was built without the means to use an RPC server as a device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file of prompts was written by a newer Parley.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no file of prompts that Parley exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This message was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model cannot take a larger context window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model file does not say how a conversation is written for it (it has no chat template).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model file holds no vocabulary, so text cannot be given to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model takes no system prompt, so it was put before your message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model wants messages to take turns, so messages of the same author that follow each other were joined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model wants you to begin, so an empty message was put before its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model&apos;s chat template left out a part of the conversation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This name is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This preset was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This prompt was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again when the computer is less busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it happens again, load the model with fewer GPU layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it stays so, leave out the device that was asked about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; the log has what is needed for a report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try other load options, or another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn offline mode off in the settings, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type more of the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo that, or go on from another message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Parley, or get another conversion of this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Parley, or move the file away to start with the defaults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Parley, or set PARLEY_HOME to another folder to use this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Parley, then import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Parley.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use an adapter that was made for this model, in GGUF format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use types, properties, items, enum, const and pattern only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for the answer, or stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until that program has finished, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What had come is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known of the models could not be read. {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is set in the conversation is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is there was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found could not be remembered. {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was saved before is still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was written before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you wrote is still in the box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write 1 to {1} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a message first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a message, then send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are a careful programmer. Answer with code that works, in fenced blocks that name the language, and explain only what is not obvious.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your conversation is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your conversations and models are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your conversations are safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your conversations are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your message is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your message is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your other conversations are still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your other prompts are still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your presets are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a LoRA adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list of load options by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list of sampling options by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list of texts by window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a multimodal projector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a name is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number from 1 to 16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number of bytes per second from 0 (no limit) to 1,000,000,000,000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number of seconds from 0 (never) to 604,800 (a week)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a path, the name of a model, or starter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a safetensors file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text of at most 100,000 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an importance matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an unknown one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and json_schema exclude each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {1} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ask, trim_oldest or stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least {1} bytes are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit code {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has {1} shares for {2} devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds a share that is none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds an empty text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds no finite number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds something that cannot be enforced ({1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not valid GBNF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not valid JSON ({1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is {1}, which needs flash attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it asks for something that templates may not do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it cannot be compiled ({1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it claims to hold {1} settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it claims to hold {1} tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not answer, or it serves another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not come to an end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not name its architecture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it gave no reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds a value of the unknown type {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds an array of the type {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is too long to be a chat template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it offers no device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it stopped answering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its alignment is not a power of two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its header claims to reach beyond {1} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its parts hold {1} tensors and should hold {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names a device twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names the processor beside other devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names the token {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names the token {1}, which the model does not have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names {1}, which is not on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names {1}, which is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of its files is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parley verify tells whether it is still right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>part {1} is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system, en, de or fr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system, light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the name of the tensor “{1}…” is too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the parts {1} are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the rows of the tensor “{1}” are no whole blocks of {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the setting “{1}” is there twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor “{1}” has an impossible size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor “{1}” has {2} dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor “{1}” is in two of its parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor “{1}” is not where it must be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor “{1}” is there twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor “{1}” lies between the places for tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uses {1}, which cannot be enforced while a model writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what answers there is no RPC server of this kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} AND c.id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} It was left where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} This could not be remembered. {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} This was left out; your other settings are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} cannot be reached: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} is not a date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} left out, because the conversation is longer than the model can see at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} models{2} can be used from now on.{3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} of its files are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} or move the file away to start with none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} weights, {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} {2} could not be read ({3}), so models in it are not listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} {2} holds too many folders; not all were looked through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“/{1}” cannot be a command: it may have letters from a to z, digits, hyphens and underscores, 32 at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“/{1}” means something else already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“parley verify {1}” reads it whole and says whether it is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“parley verify {1}” says which file it is and what to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” belongs to another program ({2}), which would not find it any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be read ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be used. {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” changes while it is read: another program writes to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” comes with Parley and cannot be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” could be any of {2} models: {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” does not hold text, so it cannot be attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” has no text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” has {2}; a file that goes with a message may have {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” holds too many folders to be a place of models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is a download that has not ended, so parts of the model may be missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is a folder, not a model file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is a link to another file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is damaged: its content is not what was published.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is gone from the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no file, so it cannot be attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no longer at {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no longer where it was ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is not a regular file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is not among the models that are listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is not complete: {2} missing ({3}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is there again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is {2}, and only text can be attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” was changed by another program since Parley last looked.{2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” was changed by another program since its content was known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” was not taken. {2}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{number} tokens/s</source>
        <translation>{number} tokens/s</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} s</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 token</translation>
    </message>
    <message>
        <source>{number} tokens</source>
        <translation>{number} tokens</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} Go</translation>
    </message>
    <message>
        <source>{number} MB</source>
        <translation>{number} Mo</translation>
    </message>
    <message>
        <source>{number} kB</source>
        <translation>{number} ko</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminée</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêtée</translation>
    </message>
    <message>
        <source>{used} of {total} tokens</source>
        <translation>{used} tokens sur {total}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Ce mois-ci</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Plus ancien</translation>
    </message>
</context>
</TS>
