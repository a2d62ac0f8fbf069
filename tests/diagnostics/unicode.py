text = "größer: "
ß = text +
